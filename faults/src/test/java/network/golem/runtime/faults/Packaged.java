package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/// The packaged examples and the command.
final class Packaged {
  private Packaged() {}

  /// The launcher of an example, packaged with a Java of its own.
  static Path example(String name) {
    Path launcher =
        Path.of("../examples/" + name + "/target/plugins/ya-runtime-" + name + "/bin/" + name)
            .toAbsolutePath()
            .normalize();
    assertThat(launcher).as("made by: mvn -pl examples/" + name + " -am package").isExecutable();
    return launcher;
  }

  /// The launcher of the command `golem-runtime`.
  static Path tool() {
    Path launcher =
        Path.of("../cli/target/golem-runtime/bin/golem-runtime").toAbsolutePath().normalize();
    assertThat(launcher).as("made by: mvn -pl cli -am package").isExecutable();
    return launcher;
  }
}
