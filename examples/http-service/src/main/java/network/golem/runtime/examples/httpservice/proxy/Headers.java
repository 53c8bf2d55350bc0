package network.golem.runtime.examples.httpservice.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which headers are passed on. Those that concern one connection (RFC 9110, 7.6.1) are not, and
/// neither are those that the header `Connection` names.
final class Headers {
  private static final CharSequence X_FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
  private static final CharSequence X_FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
  private static final CharSequence X_FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");

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

  /// Turns the headers of a client's request into those that the service gets to see.
  ///
  /// @param client its address
  /// @param scheme by which the client came
  static void toService(
      HttpHeaders headers, String client, String scheme, boolean passAuthorization) {
    Set<String> named = namedByConnection(headers);
    List<CharSequence> dropped = new ArrayList<>();
    for (Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        all.hasNext(); ) {
      CharSequence written = all.next().getKey();
      String name = lower(written);
      boolean kept =
          switch (name) {
            case "authorization" -> passAuthorization;
            case "host" -> true;
            default -> !isOwn(name) && !named.contains(name) && isPlain(name);
          };
      if (!kept) {
        dropped.add(written);
      }
    }
    for (CharSequence name : dropped) {
      var _ = headers.remove(name);
    }
    String host = headers.get(HttpHeaderNames.HOST);
    var _ = headers.set(X_FORWARDED_FOR, client);
    var _ = headers.set(X_FORWARDED_HOST, host);
    var _ = headers.set(X_FORWARDED_PROTO, scheme);
  }

  private static String lower(CharSequence name) {
    return name.toString().toLowerCase(Locale.ROOT);
  }

  /// Whether a header is for this proxy only, or to be set by it.
  private static boolean isOwn(String name) {
    return name.equals("expect")
        || HOP_BY_HOP.contains(name)
        || PROXYS_OWN.contains(name)
        || name.startsWith("x-forwarded")
        || name.startsWith("x-original-")
        || name.startsWith("x-http2-"); // Netty's own
  }

  /// Whether a header means nothing else to a service that keeps headers in environment variables:
  /// it takes underscores, and often all that is no letter or digit, for hyphens.
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != '-' && !isLetterOrDigit(name.charAt(i))) {
        String same = hyphenated(name);
        return !isOwn(same)
            && !same.equals("host")
            && !same.equals("authorization")
            && !same.equals("content-length");
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

  /// Turns the headers of the service's answer into those that the client gets to see.
  static void toClient(HttpHeaders headers) {
    Set<String> named = namedByConnection(headers);
    List<CharSequence> dropped = new ArrayList<>();
    for (Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        all.hasNext(); ) {
      CharSequence written = all.next().getKey();
      String name = lower(written);
      if (HOP_BY_HOP.contains(name) || named.contains(name)) {
        dropped.add(written);
      }
    }
    for (CharSequence name : dropped) {
      var _ = headers.remove(name);
    }
  }

  /// What `Connection` names, except for what frames the message, which it must not name.
  static Set<String> namedByConnection(HttpHeaders headers) {
    List<String> lines = headers.getAll(HttpHeaderNames.CONNECTION);
    if (lines.isEmpty()) {
      return Set.of();
    }
    Set<String> named = new HashSet<>();
    for (String line : lines) {
      for (String name : line.split(",")) {
        named.add(lower(name.strip()));
      }
    }
    named.remove("content-length");
    return named;
  }
}
