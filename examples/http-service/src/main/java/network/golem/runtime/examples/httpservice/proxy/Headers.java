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
  private static final CharSequence X_FORWARDED_PROTO =
      HttpHeaders.createOptimized("x-forwarded-proto");

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

  /// By which services learn who has asked and for what. They believe them, because only a proxy
  /// sets them; so a client that sets them lies.
  private static final Set<String> PROXYS_OWN =
      Set.of(
          "forwarded",
          "proxy",
          "client-ip",
          "true-client-ip",
          "cf-connecting-ip",
          "fastly-client-ip",
          "remote-addr",
          "remote-user",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-host",
          "x-real-ip",
          "x-remote-addr",
          "x-remote-ip",
          "x-remote-user",
          "x-rewrite-url");

  private Headers() {}

  /// Copies what the service gets to see of a request.
  ///
  /// @param host what the client called this machine
  /// @param scheme by which the client came
  static void toService(
      MultiMap from,
      MultiMap to,
      String host,
      String client,
      String scheme,
      boolean passAuthorization) {
    Set<String> named = namedByConnection(from);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      boolean kept =
          name.equals("authorization")
              ? passAuthorization
              : !isOwn(name) && !named.contains(name) && isPlain(name);
      if (kept) {
        to.add(name, header.getValue());
      }
    }
    to.set(HttpHeaders.HOST, host);
    to.set(X_FORWARDED_FOR, client);
    to.set(X_FORWARDED_HOST, host);
    to.set(X_FORWARDED_PROTO, scheme);
  }

  /// Whether a header is for this proxy only, or to be set by it.
  private static boolean isOwn(String name) {
    return name.equals("host")
        || name.equals("expect")
        || HOP_BY_HOP.contains(name)
        || PROXYS_OWN.contains(name)
        || name.startsWith("x-forwarded")
        || name.startsWith("x-original-");
  }

  /// Whether a header means nothing else to a service that keeps headers in environment variables:
  /// it takes underscores, and often all that is no letter or digit, for hyphens.
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '-' && !isLetterOrDigit(name.charAt(i))) {
        String same = hyphenated(name);
        return !isOwn(same) && !same.equals("authorization") && !same.equals("content-length");
      }
    }
    return true; // as nearly all are
  }

  private static String hyphenated(String name) {
    char[] same = name.toCharArray();
    for (int i = 0; i < same.length; i++) {
      if (!isLetterOrDigit(same[i])) {
        same[i] = '-';
      }
    }
    return new String(same);
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
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
