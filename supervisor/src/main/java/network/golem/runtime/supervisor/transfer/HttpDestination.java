package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// A file to be put to a web server, in chunks.
record HttpDestination(URI uri) implements Destination {

  @Override
  public long present() {
    return 0;
  }

  @Override
  public void write(Content content, boolean append)
      throws IOException, TransferException, InterruptedException {
    Web.check(
        Web.send(
            uri,
            request -> request.PUT(HttpRequest.BodyPublishers.ofInputStream(() -> open(content))),
            HttpResponse.BodyHandlers.discarding()));
  }

  private static InputStream open(Content content) {
    try {
      return content.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TransferException e) {
      throw new UncheckedIOException(new IOException(e.sentence(), e));
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new InterruptedIOException(e.getMessage()));
    }
  }
}
