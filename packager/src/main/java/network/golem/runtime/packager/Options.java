package network.golem.runtime.packager;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The options of a command line, each with a value: `--output DIR`.
record Options(Map<String, String> values) {

  /// @param names the required options
  /// @param more the optional ones
  /// @throws UsageException if the arguments are anything else
  static Options of(List<String> words, Set<String> names, Set<String> more) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i);
      if (!names.contains(name) && !more.contains(name)) {
        throw new UsageException("unknown option " + name);
      }
      if (i + 1 == words.size() || values.putIfAbsent(name, words.get(i + 1)) != null) {
        throw new UsageException(name + " requires one value");
      }
    }
    for (String name : names) {
      if (values.getOrDefault(name, "").isEmpty()) {
        throw new UsageException(name + " is required");
      }
    }
    return new Options(Map.copyOf(values));
  }

  String text(String name) {
    return values.getOrDefault(name, "");
  }

  /// Splits a value into words at white space; single or double quotes group a word.
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean begun = false;
    for (char c : text(name).toCharArray()) {
      if (quote != 0 ? c == quote : c == '"' || c == '\'') {
        quote = quote != 0 ? 0 : c;
        begun = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }

  Path path(String name) {
    return Path.of(text(name)).toAbsolutePath().normalize();
  }

  ClassPath classPath() throws PackagingException {
    Path jar = path("--jar");
    Path classes = text("--classes").isEmpty() ? jar : path("--classes");
    return ClassPath.of(text("--class-path"), classes, jar);
  }
}
