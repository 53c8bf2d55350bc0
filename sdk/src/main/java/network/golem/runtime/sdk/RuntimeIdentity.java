package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.util.Optional;

/// Implemented by a definition (the class that carries [RuntimeDef] and the options) that chooses
/// the runtime's name on this machine, for example from a positional parameter. Each method is
/// called once, after the options have been set and before any file is read.
public interface RuntimeIdentity {

  /// The runtime's name in [Context#name()], in the log, and in the configuration file's path. The
  /// descriptor and `--version` still use [RuntimeDef#name()].
  ///
  /// @return letters, digits, `-`, `_` and `.`
  String name();

  /// The directory of the configuration file. If empty, this is the system's usual one; see
  /// [Context#dataDirectory()].
  default Optional<Path> dataDirectory() {
    return Optional.empty();
  }
}
