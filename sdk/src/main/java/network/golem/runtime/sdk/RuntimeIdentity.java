package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.util.Optional;

/// For a definition (the class that carries [RuntimeDef] and the options) that decides by itself
/// who it is on this machine, say from a positional of its own. It is asked once, when its options
/// are set, before anything is read.
public interface RuntimeIdentity {

  /// The runtime's name: in the context, in the log, and of the configuration file. What the
  /// descriptor and `--version` say remains [RuntimeDef#name()].
  ///
  /// @return letters, digits, `-`, `_` and `.`
  String name();

  /// Where the configuration lies; empty: where such things lie on this system, see
  /// [Context#dataDirectory()].
  default Optional<Path> dataDirectory() {
    return Optional.empty();
  }
}
