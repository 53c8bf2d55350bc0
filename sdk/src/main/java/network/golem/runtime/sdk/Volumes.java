package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// The activity's volumes: directories in the workdir, which the requestor knows by a path of their
/// own.
public interface Volumes {

  /// All volumes, in the order of their declaration.
  List<Volume> list();

  /// Where a path of the requestor's lies on this machine: in the volume whose path is its longest
  /// beginning.
  ///
  /// @param path absolute, such as `/golem/input/data.csv`
  /// @throws IllegalArgumentException where no volume covers it, or it leads out of the volume, be
  ///   it through a link that lies there now
  Path path(String path);

  /// What the requestor wants a volume to be.
  enum Kind {
    /// A directory of this machine; what is meant where nothing is said.
    HOST,
    /// In memory, with a size.
    RAM,
    /// A disk image of its own, with a size.
    STORAGE
  }

  /// One volume: a plain directory, whatever kind it is. A runtime that can do better (a virtual
  /// machine) reads here what the requestor wants.
  ///
  /// @param path the requestor's path
  /// @param directory the directory that it stands for
  /// @param size in bytes, if the requestor has asked for one; `Long.MAX_VALUE` for all that is
  ///   larger, such as the supervisor's largest, `18.4 EB`. The supervisor rounds it to one
  ///   decimal; nobody enforces it here
  record Volume(String path, Path directory, Kind kind, OptionalLong size) {}
}
