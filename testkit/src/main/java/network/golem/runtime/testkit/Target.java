package network.golem.runtime.testkit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.supervisor.model.RuntimeBinary;
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
        : new BinaryTarget(Path.of(binary).toAbsolutePath(), Optional.of(main));
  }

  static Target of(Path binary) {
    return new BinaryTarget(binary.toAbsolutePath(), Optional.empty());
  }

  /// Whether a supervisor creates a private network for it.
  boolean offersVpn();

  /// Whether the class declares the capability `vpn`.
  static boolean offersVpn(Class<?> main) {
    RuntimeDef def = main.getAnnotation(RuntimeDef.class);
    return def != null
        && Arrays.stream(def.capabilities()).map(String::strip).anyMatch("vpn"::equalsIgnoreCase);
  }

  /// The names of the counters that the runtime declares; empty if that is not known.
  Optional<Set<String>> counters();

  /// The counters that the class declares; empty if it is not the one that declares them.
  static Optional<Set<String>> counters(Class<?> main) {
    return Optional.ofNullable(main.getAnnotation(RuntimeDef.class))
        .map(def ->
            Arrays.stream(def.counters())
                .map(UsageCounter::name)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /// The name of its configuration file.
  String configurationName();

  /// Whether a debugger can connect to its processes.
  boolean isOwnProcess();

  /// Calls the runtime's executable.
  ///
  /// @param directory the working directory, if the program can have its own
  /// @param variables added to its environment
  Execution start(List<String> words, Path directory, Map<String, String> variables);

  /// The runtime as a supervisor starts it, with its descriptor and preset if it has them.
  ///
  /// @param directory for files that are needed for that
  RuntimeBinary binary(Path directory);

  /// Its name in messages.
  String name();
}
