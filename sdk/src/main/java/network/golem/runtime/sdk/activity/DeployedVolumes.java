package network.golem.runtime.sdk.activity;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import network.golem.runtime.sdk.Volumes;

/// The volumes of a deployment in its workdir.
record DeployedVolumes(List<Volume> list) implements Volumes {

  static DeployedVolumes of(SavedDeployment deployment, Path workdir) {
    return new DeployedVolumes(
        deployment.volumes().stream()
            .map(volume ->
                new Volume(
                    volume.path(), workdir.resolve(volume.name()), volume.kind(), volume.size()))
            .toList());
  }

  @Override
  public Path path(String path) {
    Volume volume =
        list.stream()
            .filter(candidate -> (path + "/").startsWith(candidate.path() + "/"))
            .max(Comparator.comparingInt(candidate -> candidate.path().length()))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "no volume covers "
                        + path
                        + "; there are "
                        + list.stream().map(Volume::path).toList()));
    String below = path.substring(volume.path().length()).replaceFirst("^/+", "");
    Path resolved = volume.directory().resolve(below).normalize();
    if (!resolved.startsWith(volume.directory())) {
      throw new IllegalArgumentException(path + " leads out of the volume " + volume.path());
    }
    return resolved;
  }
}
