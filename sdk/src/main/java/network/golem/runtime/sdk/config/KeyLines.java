package network.golem.runtime.sdk.config;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Finds the lines of keys: TOML's parser does not keep them, and the other parsers lose those of
/// unknown keys.
final class KeyLines {
  private static final Pattern TABLE =
      Pattern.compile("\\s*\\[{1,2}\\s*([^\\[\\]]+?)\\s*\\]{1,2}.*");
  private static final Pattern KEY = Pattern.compile("\\s*([A-Za-z0-9_.\"' -]+?)\\s*=.*");

  private KeyLines() {}

  /// The line, from 1, of a key in content of this format; empty if it is unknown.
  static OptionalInt of(Format format, List<String> lines, List<String> path) {
    return switch (format) {
      case TOML -> inToml(lines, path);
      case YAML, JSON -> path.isEmpty() ? OptionalInt.empty() : onlyOne(lines, path.getLast());
    };
  }

  private static OptionalInt onlyOne(List<String> lines, String key) {
    Pattern pattern = Pattern.compile("(^|[\\s{,'\"])" + Pattern.quote(key) + "['\"]?\\s*:");
    int[] found =
        IntStream.range(0, lines.size())
            .filter(i -> pattern.matcher(lines.get(i)).find())
            .toArray();
    return found.length == 1 ? OptionalInt.of(found[0] + 1) : OptionalInt.empty();
  }

  /// The line of the key with this path, or of the longest prefix of the path that has one.
  private static OptionalInt inToml(List<String> lines, List<String> path) {
    for (int length = path.size(); length > 0; length--) {
      String wanted = String.join(".", path.subList(0, length));
      String table = "";
      for (int i = 0; i < lines.size(); i++) {
        Matcher header = TABLE.matcher(lines.get(i));
        Matcher key = KEY.matcher(lines.get(i));
        if (header.matches()) {
          table = plain(header.group(1));
          if (table.equals(wanted)) {
            return OptionalInt.of(i + 1);
          }
        } else if (key.matches()
            && (table.isEmpty() ? "" : table + ".").concat(plain(key.group(1))).equals(wanted)) {
          return OptionalInt.of(i + 1);
        }
      }
    }
    return OptionalInt.empty();
  }

  private static String plain(String key) {
    return key.replaceAll("[\"'\\s]", "");
  }
}
