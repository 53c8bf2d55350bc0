package network.golem.runtime.packager;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The options of a command line, each with a value: `--output FOLDER`.
record Options(Map<String, String> values) {

  /// @param names the options that are needed
  /// @param more those that there are, too
  /// @throws IllegalArgumentException where the words are anything else
  static Options of(List<String> words, Set<String> names, Set<String> more) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < words.size(); i += 2) {
      String name = words.get(i);
      if (!names.contains(name) && !more.contains(name)) {
        throw new IllegalArgumentException("there is no option " + name + " here");
      }
      if (i + 1 == words.size() || values.putIfAbsent(name, words.get(i + 1)) != null) {
        throw new IllegalArgumentException(name + " needs one value");
      }
    }
    for (String name : names) {
      if (values.getOrDefault(name, "").isEmpty()) {
        throw new IllegalArgumentException(name + " is missing");
      }
    }
    return new Options(Map.copyOf(values));
  }

  String text(String name) {
    return values.getOrDefault(name, "");
  }

  /// A text's words, with blanks between.
  List<String> words(String name) {
    return Stream.of(text(name).split("\\s+")).filter(word -> !word.isEmpty()).toList();
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
