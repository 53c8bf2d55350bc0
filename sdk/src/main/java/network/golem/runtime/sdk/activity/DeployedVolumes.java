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
                    "no volume covers "
                        + path
                        + "; there are "
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

  /// Where a path really lies, links followed: of what exists of it.
  private static Path real(Path path) {
    for (Path existing = path; existing != null; existing = existing.getParent()) {
      if (Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
        try {
          return existing.toRealPath().resolve(existing.relativize(path)).normalize();
        } catch (NoSuchFileException e) {
          return linked(existing);
        } catch (IOException e) {
          throw new UncheckedIOException(path + " cannot be looked at", e);
        }
      }
    }
    return path;
  }

  /// Where a link points to that points to nothing: whoever writes there makes that.
  private static Path linked(Path link) {
    try {
      return real(link.resolveSibling(Files.readSymbolicLink(link)).normalize());
    } catch (IOException e) {
      throw new UncheckedIOException(link + " cannot be looked at", e);
    }
  }
}
