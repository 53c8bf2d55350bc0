package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// The activity's volumes: directories in the workdir, which the requestor knows by paths of their
/// own.
public interface Volumes {

  /// All volumes, in the order of their declaration.
  List<Volume> list();

  /// The path on this machine for a path of the requestor's: in the volume whose path is its
  /// longest prefix.
  ///
  /// @param path absolute, such as `/golem/input/data.csv`
  /// @throws IllegalArgumentException if no volume contains it, or if it leads out of the volume,
  ///   also through a link that exists now
  Path path(String path);

  /// What the requestor wants a volume to be.
  enum Kind {
    /// A directory of this machine; the default.
    HOST,
    /// In memory, with a size.
    RAM,
    /// A disk image of its own, with a size.
    STORAGE
  }

  /// One volume: a plain directory, whatever its kind. A runtime that can do better (a virtual
  /// machine) finds here what the requestor asks for.
  ///
  /// @param path the requestor's path
  /// @param directory the corresponding directory
  /// @param size in bytes, if the requestor has asked for one; `Long.MAX_VALUE` for anything
  ///   larger, such as the supervisor's largest, `18.4 EB`. The supervisor rounds it to one
  ///   decimal; it is not enforced here.
  record Volume(String path, Path directory, Kind kind, OptionalLong size) {}
}
