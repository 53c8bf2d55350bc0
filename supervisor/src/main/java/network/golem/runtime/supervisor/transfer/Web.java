package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// HTTP as the real supervisor speaks it: user and password of the URL as basic authentication, at
/// most ten redirections.
final class Web {
  private static final int MOST_REDIRECTIONS = 10;
  private static final int OK = 200;
  private static final int MULTIPLE_CHOICES = 300;
  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private Web() {}

  /// Sends a request, also to where it is redirected to.
  ///
  /// @param method sets the request's method and body
  static <T> HttpResponse<T> send(
      URI uri, Consumer<HttpRequest.Builder> method, BodyHandler<T> body)
      throws IOException, TransferException, InterruptedException {
    URI asked = uri;
    String user = uri.getRawUserInfo();
    for (int i = 0; i <= MOST_REDIRECTIONS; i++) {
      HttpRequest.Builder request = HttpRequest.newBuilder(withoutUser(asked));
      String known = asked.getRawUserInfo() == null ? user : asked.getRawUserInfo();
      if (known != null && sameOrigin(asked, uri)) {
        request.header("Authorization", "Basic " + encoded(known));
      }
      method.accept(request);
      HttpResponse<T> response = CLIENT.send(request.build(), body);
      String next = response.headers().firstValue("Location").orElse(null);
      if (!REDIRECTIONS.contains(response.statusCode()) || next == null) {
        return response;
      }
      if (response.body() instanceof AutoCloseable open) {
        close(open);
      }
      asked = asked.resolve(location(next));
    }
    throw new TransferException(
        "HTTP error: too many redirections", "more than " + MOST_REDIRECTIONS + " from " + uri);
  }

  /// Refuses an answer that is none of 2xx.
  static void check(HttpResponse<?> response) throws TransferException {
    if (response.statusCode() < OK || response.statusCode() >= MULTIPLE_CHOICES) {
      throw new TransferException(
          "HTTP error: " + response.statusCode(),
          "the server answered "
              + response.request().method()
              + " "
              + response.request().uri()
              + " with status "
              + response.statusCode());
    }
  }

  private static void close(AutoCloseable body) throws IOException {
    try {
      body.close();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort();
  }

  private static URI location(String text) throws TransferException {
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw new TransferException(
          "HTTP error: invalid redirection", "the server redirects to " + text);
    }
  }

  private static URI withoutUser(URI uri) throws TransferException {
    @Nullable String user = uri.getRawUserInfo();
    return user == null ? uri : location(uri.toString().replace(user + "@", ""));
  }

  private static String encoded(String user) {
    String plain = URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }
}
