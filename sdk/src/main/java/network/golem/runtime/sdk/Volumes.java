package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// The activity's volumes: directories in the workdir, which the requestor knows by paths of their
/// own.
public interface Volumes {

  /// All volumes, in the order of their declaration.
  List<Volume> list();

  /// Resolves a path of the requestor's to a path on this machine. If several volumes contain it,
  /// the one with the longest path counts.
  ///
  /// @param path absolute, such as `/golem/input/data.csv`
  /// @throws IllegalArgumentException if no volume contains it, or if it leads out of the volume,
  ///   including through a symbolic link that exists now
  Path path(String path);

  /// The kind of storage that the requestor asks for.
  enum Kind {
    /// A directory of this machine; the default.
    HOST,
    /// In memory, with a size.
    RAM,
    /// A disk image of its own, with a size.
    STORAGE
  }

  /// One volume. It is a plain directory, whatever its kind; kind and size are what the requestor
  /// asks for, for a runtime that can provide it, such as a virtual machine.
  ///
  /// @param path the requestor's path
  /// @param directory the corresponding directory
  /// @param size in bytes, if the requestor has asked for one; `Long.MAX_VALUE` for anything
  ///   larger, such as the supervisor's largest, `18.4 EB`. The supervisor rounds it to one
  ///   decimal. The SDK does not enforce it.
  record Volume(String path, Path directory, Kind kind, OptionalLong size) {}
}
