package network.golem.runtime.testkit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import network.golem.runtime.sdk.RuntimeDef;
import org.jspecify.annotations.Nullable;

/// The runtime under test.
sealed interface Target permits InProcessTarget, BinaryTarget {
  /// The system property that makes the tests run against a binary.
  String BINARY = "golem.runtime.test.binary";

  /// A class with `main`, unless the system property names a binary.
  static Target of(Class<?> main) {
    @Nullable String binary = System.getProperty(BINARY);
    return binary == null
        ? new InProcessTarget(main)
        : new BinaryTarget(Path.of(binary).toAbsolutePath(), offersVpn(main));
  }

  static Target of(Path binary) {
    return new BinaryTarget(binary.toAbsolutePath(), false);
  }

  /// Whether a supervisor creates a private network for it.
  boolean offersVpn();

  /// Whether the class declares the capability `vpn`.
  static boolean offersVpn(Class<?> main) {
    RuntimeDef def = main.getAnnotation(RuntimeDef.class);
    return def != null
        && Arrays.stream(def.capabilities()).map(String::strip).anyMatch("vpn"::equalsIgnoreCase);
  }

  /// Calls the runtime's executable.
  ///
  /// @param directory the working directory, if the program can have its own
  Execution start(List<String> words, Path directory);

  /// Its name in messages.
  String name();

  /// Variables for the program, in addition to this process's environment.
  Map<String, String> MORE_ENVIRONMENT = Map.of("GOLEM_RUNTIME_TICK_WAIT", "off");
}
