package network.golem.runtime.examples.httpservice.proxy;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Maps the public paths below `from` to those of the service below `to`. A path is passed on as it
/// was written, and not decoded: `//`, `%2e` and `..` stay, provided that they do not lead out of
/// `from`, however the service reads them.
///
/// @param from begins with a slash. With a slash at its end, only what is below it is served
/// @param to empty, or a path without a slash at its end
record PathMapping(String from, String to) {

  /// Splits a request's target.
  ///
  /// @param target a path with a query, or a whole URL, as a request to a proxy has it
  /// @return without scheme and authority; empty if it is neither
  static Optional<String> origin(String target) {
    if (target.startsWith("/")) {
      return Optional.of(target);
    }
    int scheme = target.indexOf("://");
    if (scheme < 0) {
      return Optional.empty();
    }
    int end = scheme + "://".length();
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    String rest = target.substring(end);
    return Optional.of(rest.startsWith("/") ? rest : "/" + rest);
  }

  /// The path without its query.
  static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// Whether a path is offered.
  boolean covers(String path) {
    return path.startsWith(from)
        && (from.endsWith("/")
            || path.length() == from.length()
            || path.charAt(from.length()) == '/');
  }

  /// What the service is asked for.
  ///
  /// @param target a path that is covered, with its query
  /// @return null if it leads out of `from`
  @Nullable String map(String target) {
    if (leadsOut(path(target).substring(from.length()))) {
      return null;
    }
    String rest = target.substring(from.length());
    if (rest.startsWith("/")) {
      rest = rest.substring(1);
    }
    if (rest.isEmpty()) {
      return to.isEmpty() ? "/" : to;
    }
    return to + "/" + rest;
  }

  /// Whether a part of the path climbs above its beginning. Servers differ in what they take for a
  /// slash and for a dot, so this takes all of it.
  private static boolean leadsOut(String rest) {
    if (!rest.contains("..") && rest.indexOf('%') < 0) {
      return false;
    }
    String plain = rest;
    for (String before = ""; !before.equals(plain); ) { // encoded again and again
      before = plain;
      plain =
          plain
              .toLowerCase(Locale.ROOT)
              .replace("%25", "%")
              .replace("%2e", ".")
              .replace("%2f", "/")
              .replace("%5c", "/");
    }
    int depth = 0;
    for (String segment : plain.replace('\\', '/').split("/")) {
      String name = path(segment.replaceFirst(";.*", ""));
      if (name.equals("..")) {
        depth--;
      } else if (!name.isEmpty() && !name.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }
}
