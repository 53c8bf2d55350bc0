package network.golem.runtime.testkit;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is tested.
sealed interface Target permits Guest, Binary {
  /// The system property that has the tests run against a binary.
  String BINARY = "golem.runtime.test.binary";

  /// A class with `main`, unless the system property names a binary.
  static Target of(Class<?> main) {
    @Nullable String binary = System.getProperty(BINARY);
    return binary == null ? new Guest(main) : of(Path.of(binary));
  }

  static Target of(Path binary) {
    return new Binary(binary.toAbsolutePath());
  }

  /// Calls the program.
  ///
  /// @param directory the working directory, where it can have one of its own
  Execution start(List<String> words, Path directory);

  /// What to call it.
  String name();

  /// What it finds in its environment.
  static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("GOLEM_RUNTIME_TICK_WAIT", "off");
    return environment;
  }
}
