package network.golem.runtime.testkit;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Strings as Java literals, so that blanks and line breaks are visible.
final class Quoted {
  private static final int LONGEST = 4000;

  private Quoted() {}

  /// On one line.
  static String line(String text) {
    return quoted(text, LONGEST);
  }

  /// On one line, shortened.
  static String brief(String text) {
    return quoted(text, 100);
  }

  /// One indented line per line of the string, joined by `+`.
  static String block(String text, String indentation) {
    if (text.length() > LONGEST) {
      return block(text.substring(0, LONGEST), indentation) + more(text.length() - LONGEST);
    }
    List<String> lines = List.of(text.split("(?<=\n)", -1));
    return lines.stream()
        .filter(line -> !line.isEmpty() || lines.size() == 1)
        .map(line -> quoted(line, LONGEST))
        .collect(Collectors.joining(" +\n" + indentation));
  }

  private static String quoted(String text, int longest) {
    StringBuilder out = new StringBuilder("\"");
    text.chars().limit(longest).forEach(c -> append(out, (char) c));
    out.append('"');
    return text.length() > longest ? out + more(text.length() - longest) : out.toString();
  }

  private static String more(int count) {
    return " … and " + count + " more characters";
  }

  private static void append(StringBuilder out, char c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      default -> {
        if (Character.isISOControl(c)) {
          out.append("\\u").append(HexFormat.of().toHexDigits(c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
