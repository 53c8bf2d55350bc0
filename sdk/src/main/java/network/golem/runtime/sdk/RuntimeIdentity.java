package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.util.Optional;

/// For a definition (the class that carries [RuntimeDef] and the options) that decides its own name
/// on this machine, for example from a positional parameter. It is asked once, when its options
/// have been set, before anything is read.
public interface RuntimeIdentity {

  /// The runtime's name in the context, in the log, and for the configuration file. The descriptor
  /// and `--version` still use [RuntimeDef#name()].
  ///
  /// @return letters, digits, `-`, `_` and `.`
  String name();

  /// The directory of the configuration; if empty, the system's usual one, see
  /// [Context#dataDirectory()].
  default Optional<Path> dataDirectory() {
    return Optional.empty();
  }
}
