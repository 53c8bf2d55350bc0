package network.golem.runtime.sdk.activity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
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
                    "no volume contains "
                        + path
                        + "; the volumes are "
                        + list.stream().map(Volume::path).toList()));
    String below = path.substring(volume.path().length()).replaceFirst("^/+", "");
    Path resolved = volume.directory().resolve(below).normalize();
    if (!resolved.startsWith(volume.directory())) {
      throw new IllegalArgumentException(path + " leads out of the volume " + volume.path());
    }
    if (!real(resolved).startsWith(real(volume.directory()))) {
      throw new IllegalArgumentException(
          path + " leads out of the volume " + volume.path() + " through a link");
    }
    return resolved;
  }

  /// The path with links resolved, as far as it exists.
  private static Path real(Path path) {
    for (Path existing = path; existing != null; existing = existing.getParent()) {
      if (Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
        try {
          return existing.toRealPath().resolve(existing.relativize(path)).normalize();
        } catch (NoSuchFileException e) {
          return linked(existing);
        } catch (IOException e) {
          throw new UncheckedIOException(path + " cannot be inspected", e);
        }
      }
    }
    return path;
  }

  /// The target of a dangling link: writing through the link would create it.
  private static Path linked(Path link) {
    try {
      return real(link.resolveSibling(Files.readSymbolicLink(link)).normalize());
    } catch (IOException e) {
      throw new UncheckedIOException(link + " cannot be inspected", e);
    }
  }
}
