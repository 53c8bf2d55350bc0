package network.golem.runtime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.TestCall;

/// Executes the tests of runtimes, each in an empty directory.
final class Trials {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Trials() {}

  /// Runs a runtime's test, and returns why it fails, in a sentence; empty if it succeeds.
  ///
  /// @param binary the runtime's binary; empty if the supervisor is its own runtime
  /// @param warnings receives each line that a successful test has written to standard error
  static Optional<String> failure(
      Descriptor descriptor, Optional<Path> binary, Consumer<String> warnings)
      throws ProviderException, InterruptedException {
    Path directory;
    try {
      directory = Files.createTempDirectory("golem-test-");
    } catch (IOException e) {
      throw new ProviderException(
          "cannot create a temporary directory for the test: " + e.getMessage());
    }
    try {
      return TestCall.of(descriptor, binary).failure(directory, LIMIT, warnings);
    } finally {
      remove(directory);
    }
  }

  private static void remove(Path directory) {
    try {
      DirectoryTree.remove(directory);
    } catch (IOException _) {
      // a process that the test left is still writing there; the system removes temporary files
    }
  }
}
