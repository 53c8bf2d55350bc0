package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;

/// Activities with a package of the tests' modules.
final class Sessions {
  private Sessions() {}

  /// The runtime with a package.
  ///
  /// @param mounts the content of the list mount-points
  static RuntimeProgram deployed(RuntimeProgram program, String mounts, String... modules) {
    Path file = Modules.packaged(program.workdir().resolve("package.zip"), mounts, modules);
    RuntimeProgram with = program.with("--task-package", file.toString());
    assertThat(with.deploy()).succeeded();
    return with;
  }

  /// A session with modules, and without mounts.
  static RuntimeSession of(RuntimeProgram program, String... modules) {
    return deployed(program, "", modules).start();
  }
}
