package network.golem.runtime.provider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The check of a path in a descriptor that must be an executable file. Without one, a provider
/// does not start.
final class NamedProgram {
  private NamedProgram() {}

  /// The problem with a program, in a sentence; empty if it can be executed.
  ///
  /// @param file, key the position of its name in the descriptor
  static Optional<String> fault(Path file, String key, Path program) {
    String reason = "";
    if (!Files.exists(program)) {
      reason = "which does not exist";
    } else if (!Files.isRegularFile(program)) {
      reason = "which is not a regular file";
    } else if (!Files.isExecutable(program)) {
      reason = "which cannot be executed: permission denied";
    }
    return reason.isEmpty()
        ? Optional.empty()
        : Optional.of(file + ": '" + key + "' is " + program + ", " + reason);
  }
}
