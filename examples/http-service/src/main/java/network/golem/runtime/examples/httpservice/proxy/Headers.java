package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which headers are passed on. Those that concern one connection (RFC 9110, 7.6.1) are not, and
/// neither are those that the header `Connection` names.
final class Headers {
  private static final CharSequence X_FORWARDED_FOR =
      HttpHeaders.createOptimized("x-forwarded-for");
  private static final CharSequence X_FORWARDED_HOST =
      HttpHeaders.createOptimized("x-forwarded-host");

  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-authentication-info",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  private Headers() {}

  /// Copies what the service gets to see of a request.
  ///
  /// @param host what the client called this machine
  static void toService(
      MultiMap from, MultiMap to, String host, String client, boolean passAuthorization) {
    Set<String> named = namedByConnection(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      boolean own =
          switch (name) {
            case "host", "expect", "x-forwarded-for", "x-forwarded-host" -> true;
            case "authorization" -> !passAuthorization;
            default -> HOP_BY_HOP.contains(name) || named.contains(name);
          };
      if (!own) {
        to.add(name, header.getValue());
      }
    }
    to.set(HttpHeaders.HOST, host);
    to.set(X_FORWARDED_FOR, client);
    to.set(X_FORWARDED_HOST, host);
  }

  /// Copies what the client gets to see of an answer.
  static void toClient(MultiMap from, MultiMap to) {
    Set<String> named = namedByConnection(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!HOP_BY_HOP.contains(name) && !named.contains(name)) {
        to.add(name, header.getValue());
      }
    }
  }

  static Set<String> namedByConnection(MultiMap headers) {
    if (!headers.contains(HttpHeaders.CONNECTION)) {
      return Set.of();
    }
    Set<String> named = new HashSet<>();
    for (String line : headers.getAll(HttpHeaders.CONNECTION)) {
      for (String name : line.split(",")) {
        named.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return named;
  }
}
