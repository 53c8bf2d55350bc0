package network.golem.runtime.sdk;

import java.util.regex.Pattern;

/// A parser that checks whether a condition of an offer is a well-formed LDAP filter.
final class Filter {
  /// The possible endings of a property's name: a type, as in `golem.x@v`, and the mark of a
  /// negotiable property, as in `golem.x?`.
  static final String SUFFIX = "(@[A-Za-z]+\\??|\\?(@[A-Za-z]+)?)?";

  private static final Pattern COMPARISON =
      Pattern.compile(
          "[A-Za-z0-9_!.\\-]+" + SUFFIX + "(=|<|>|<=|>=)[^()\\\\]*(\\\\[0-9A-Fa-f]{2}[^()\\\\]*)*");

  private final String text;
  private int at;

  private Filter(String text) {
    this.text = text;
  }

  /// Whether a string is exactly one filter.
  static boolean isWellFormed(String text) {
    Filter filter = new Filter(text);
    return filter.one() && filter.at == text.length();
  }

  /// A well-formed comparison, whatever the value.
  static String comparison(String property, Offer.Relation relation, Object value) {
    StringBuilder escaped = new StringBuilder();
    for (char c : String.valueOf(value).toCharArray()) {
      if ("()*\\".indexOf(c) >= 0 || c == 0) {
        escaped.append('\\').append(Character.forDigit(c >> 4, 16));
        escaped.append(Character.forDigit(c & 15, 16));
      } else {
        escaped.append(c);
      }
    }
    return "(" + property + relation.sign() + escaped + ")";
  }

  private boolean one() {
    if (!take('(')) {
      return false;
    }
    if (take('&') || take('|')) {
      boolean all = one();
      while (all && at < text.length() && text.charAt(at) == '(') {
        all = one();
      }
      return all && take(')');
    }
    if (take('!')) {
      return one() && take(')');
    }
    int end = text.indexOf(')', at);
    boolean compared = end >= 0 && COMPARISON.matcher(text.substring(at, end)).matches();
    at = Math.max(at, end);
    return compared && take(')');
  }

  private boolean take(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }
}
