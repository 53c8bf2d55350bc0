package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import network.golem.runtime.sdk.RuntimeDef;

/// What a tested runtime finds around it: a workdir, a configuration, and an environment. Nothing
/// is the developer's own: a test that passes on one machine passes on every other.
///
/// @param directory contains the workdir and the configuration
/// @param variables for the environment, in addition to this process's
record Surroundings(Path directory, Map<String, String> variables) {
  /// No supervisor here reads counters once a second. Empty variables count as unset.
  private static final Map<String, String> USUAL =
      Map.of(
          "GOLEM_RUNTIME_TICK_WAIT", "off",
          "GOLEM_RUNTIME_LOG", "",
          "GOLEM_RUNTIME_DEBUG", "",
          "GOLEM_RUNTIME_JAVA_OPTIONS", "",
          "RUST_LOG", "");

  /// Creates the directories.
  static Surroundings create() {
    try {
      Path directory = Files.createTempDirectory("golem-test-").toRealPath();
      Files.createDirectory(directory.resolve("workdir"));
      Map<String, String> variables = new HashMap<>(USUAL);
      variables.put("XDG_DATA_HOME", directory.resolve("data").toString());
      return new Surroundings(directory, Map.copyOf(variables));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a workdir: " + e.getMessage(), e);
    }
  }

  Path workdir() {
    return directory.resolve("workdir");
  }

  /// With more variables, each `NAME=VALUE`.
  Surroundings with(List<String> assignments) {
    Map<String, String> more = new HashMap<>(variables);
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "expected NAME=VALUE in the environment, not '" + assignment + "'");
      }
      more.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return new Surroundings(directory, Map.copyOf(more));
  }

  /// Writes the configuration file of a runtime.
  ///
  /// @param name the runtime's name
  /// @param yaml the content; JSON is YAML, too
  void configure(String name, String yaml) {
    Path data = Path.of(variables.getOrDefault("XDG_DATA_HOME", ""));
    try {
      Path own = Files.createDirectories(data.resolve(dataName(name)));
      Files.writeString(own.resolve(name + ".yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the configuration: " + e.getMessage(), e);
    }
  }

  private static String dataName(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// The name that the class declares.
  static String name(Class<?> main) {
    RuntimeDef def = main.getAnnotation(RuntimeDef.class);
    if (def == null) {
      throw new IllegalArgumentException(
          main.getName()
              + " has no @RuntimeDef, so its name, and with it the name of its configuration file,"
              + " is unknown; write the file to $XDG_DATA_HOME/NAME/NAME.yaml yourself, which"
              + " environment = \"XDG_DATA_HOME=DIRECTORY\" sets");
    }
    return def.name();
  }

  /// Removes the directories.
  void remove() {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // a runtime that is still alive may write there; the system removes temporary files later
    }
  }
}
