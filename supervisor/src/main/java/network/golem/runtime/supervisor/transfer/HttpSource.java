package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.OptionalLong;

/// A file of a web server.
record HttpSource(URI uri) implements Source {
  private static final int PARTIAL_CONTENT = 206;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_IMPLEMENTED = 501;

  @Override
  public Head head() throws IOException, TransferException, InterruptedException {
    HttpResponse<Void> response =
        Web.send(uri, HttpRequest.Builder::HEAD, HttpResponse.BodyHandlers.discarding());
    if (response.statusCode() == METHOD_NOT_ALLOWED || response.statusCode() == NOT_IMPLEMENTED) {
      return new Head(OptionalLong.empty(), false); // a server that knows GET only
    }
    Web.check(response);
    return new Head(
        response.headers().firstValueAsLong("Content-Length"),
        response.headers().firstValue("Accept-Ranges").orElse("").strip().equals("bytes"));
  }

  @Override
  public InputStream open(long offset) throws IOException, TransferException, InterruptedException {
    HttpResponse<InputStream> response =
        Web.send(
            uri,
            request -> {
              if (offset > 0) {
                request.header("Range", "bytes=" + offset + "-");
              }
            },
            HttpResponse.BodyHandlers.ofInputStream());
    Web.check(response);
    if (offset > 0 && response.statusCode() != PARTIAL_CONTENT) {
      response.body().close();
      throw new TransferException(
          "HTTP error: the server sends all, where a range was asked for",
          "it announces Accept-Ranges: bytes, and answers a request for bytes "
              + offset
              + " and on with status "
              + response.statusCode());
    }
    return response.body();
  }
}
