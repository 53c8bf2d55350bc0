package network.golem.runtime.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.session.DeployResult;
import network.golem.runtime.supervisor.transfer.TransferException;
import network.golem.runtime.supervisor.transfer.VolumeTable;

/// A runtime's volumes, as its `deploy` has answered them. A requestor's transfers reach their
/// files, and nothing else in the workdir.
///
/// @param table empty before `deploy`
record VolumeFiles(Optional<VolumeTable> table) {
  static final VolumeFiles NOT_DEPLOYED = new VolumeFiles(Optional.empty());

  /// @param printed the answer of `deploy`
  static VolumeFiles deployed(Path workdir, String printed) {
    try {
      Map<String, String> names = new LinkedHashMap<>();
      for (DeployResult.Volume volume : DeployResult.parse(printed).volumes().orElse(List.of())) {
        names.put(volume.path(), volume.name());
      }
      return new VolumeFiles(Optional.of(new VolumeTable(workdir, names)));
    } catch (CommandFailure e) {
      return NOT_DEPLOYED; // a node would refuse it, and the test sees what it is
    }
  }

  private VolumeTable known() {
    return table.orElseThrow(
        () -> new IllegalStateException("volumes are known when deploy has succeeded"));
  }

  /// The directory of the volume with this path.
  Path directory(String path) {
    VolumeTable known = known();
    String name = known.nameByPath().get(path);
    if (name == null) {
      throw new IllegalArgumentException(
          "the runtime has no volume "
              + path
              + "; its deploy has answered "
              + known.nameByPath().keySet().stream().sorted().collect(Collectors.toList()));
    }
    return known.workdir().resolve(name);
  }

  /// The file that a path means, as in a script's `transfer`.
  private Path file(String path) {
    try {
      return known().resolve(path);
    } catch (TransferException e) {
      throw new IllegalArgumentException(e.getMessage() + " (" + e.explanation() + ")", e);
    }
  }

  /// Writes a file, and creates the directories that it needs.
  void write(String path, byte[] content) {
    Path file = file(path);
    try {
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(file, content);
    } catch (IOException e) {
      throw new AssertionError("Cannot transfer to " + path + ": " + e, e);
    }
  }

  byte[] read(String path) {
    try {
      return Files.readAllBytes(file(path));
    } catch (IOException e) {
      throw new AssertionError("Cannot transfer from " + path + ": " + e, e);
    }
  }
}
