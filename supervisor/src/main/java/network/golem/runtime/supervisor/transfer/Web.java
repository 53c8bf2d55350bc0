package network.golem.runtime.supervisor.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// HTTP as a node's supervisor speaks it, with the URL's user and password as basic authentication,
/// and with redirects. After ten redirects it makes a new request to the next URL, which must be
/// absolute; so it follows redirects without end. Here the limit is a hundred.
final class Web {
  private static final int REDIRECTIONS_BY_PATH = 10;
  private static final int MOST_REDIRECTIONS = 100;

  private Web() {}

  /// Writes the rest of a request after its first lines.
  interface Request {
    /// @param method may have become GET
    void write(String method, WebConnection connection)
        throws TransferException, InterruptedException;
  }

  /// Sends a request, and follows redirects.
  static WebAnswer send(String method, Url url, Request request)
      throws TransferException, InterruptedException {
    Url asked = url;
    String now = method;
    int inOne = 0;
    for (int i = 0; i <= MOST_REDIRECTIONS; i++) {
      WebAnswer answer = ask(now, asked, url, request);
      String next = answer.redirection().orElse(null);
      if (next == null) {
        return answer;
      }
      answer.close();
      inOne++;
      if (inOne <= REDIRECTIONS_BY_PATH) {
        asked = asked.redirected(next);
      } else {
        asked = Url.absolute(next);
        inOne = 0;
      }
      now = now.equals("HEAD") || !answer.redirectsToGet() ? now : "GET";
    }
    throw new TransferException(
        "HTTP error: too many redirections",
        "more than " + MOST_REDIRECTIONS + " from " + url + "; a node continues");
  }

  private static WebAnswer ask(String method, Url asked, Url first, Request request)
      throws TransferException, InterruptedException {
    WebConnection connection = WebConnection.open(asked);
    try {
      connection.write(
          method
              + " "
              + asked.target()
              + " HTTP/1.1\r\nHost: "
              + asked.authority()
              + "\r\nConnection: close\r\nAccept: */*\r\n"
              + authorization(asked, first));
      request.write(method, connection);
      return connection.answer(method);
    } catch (TransferException | InterruptedException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static String authorization(Url asked, Url first) {
    String user = asked.user().isEmpty() && asked.hasOriginOf(first) ? first.user() : asked.user();
    if (user.isEmpty()) {
      return "";
    }
    String known = user.contains(":") ? user : user + ":";
    return "Authorization: Basic "
        + Base64.getEncoder()
            .encodeToString(Url.percentDecoded(known).getBytes(StandardCharsets.UTF_8))
        + "\r\n";
  }
}
