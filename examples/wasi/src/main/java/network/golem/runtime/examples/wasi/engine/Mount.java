package network.golem.runtime.examples.wasi.engine;

import java.nio.file.Path;

/// A directory that guests see.
///
/// @param path the guest's path, absolute
public record Mount(Path directory, String path, Access access) {

  /// What guests may do with the files of a mount.
  public enum Access {
    READ_ONLY,
    READ_WRITE,
    WRITE_ONLY
  }
}
