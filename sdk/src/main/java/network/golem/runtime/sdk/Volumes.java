package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.util.List;

/// The activity's volumes: directories in the workdir, which the requestor knows by a path of their
/// own.
public interface Volumes {

  /// All volumes, in the order of their declaration.
  List<Volume> list();

  /// Where a path of the requestor's lies on this machine: in the volume whose path is its longest
  /// beginning.
  ///
  /// @param path absolute, such as `/golem/input/data.csv`
  /// @throws IllegalArgumentException where no volume covers it, or it leads out of the volume
  Path path(String path);

  /// One volume.
  ///
  /// @param path the requestor's path
  /// @param directory the directory that it stands for
  record Volume(String path, Path directory) {}
}
