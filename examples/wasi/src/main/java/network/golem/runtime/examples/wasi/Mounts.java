package network.golem.runtime.examples.wasi;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.golem.runtime.examples.wasi.engine.Mount;
import network.golem.runtime.examples.wasi.engine.Mount.Access;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.Volumes.Volume;
import org.jspecify.annotations.Nullable;

/// The directories that guests see.
final class Mounts {
  private Mounts() {}

  // Without lambda expressions: a command in one-shot mode would need longer for them than for the
  // rest of this.

  /// The mount points of the manifest, and the volumes that the requestor has added, which can be
  /// read and written.
  ///
  /// @param privately the directory of a private mount point, by its path
  static List<Mount> of(
      List<Manifest.MountPoint> points, List<Volume> volumes, Map<String, Path> privately) {
    Map<String, Access> access = new HashMap<>();
    for (Manifest.MountPoint each : points) {
      access.put(each.path(), access(each.kind()));
    }
    List<Mount> mounts = new ArrayList<>();
    for (Volume volume : volumes) {
      mounts.add(
          new Mount(
              volume.directory(),
              volume.path(),
              access.getOrDefault(volume.path(), Access.READ_WRITE)));
    }
    for (Map.Entry<String, Path> each : privately.entrySet()) {
      mounts.add(new Mount(each.getValue(), each.getKey(), Access.READ_WRITE));
    }
    return List.copyOf(mounts);
  }

  private static Access access(Manifest.Kind kind) {
    return switch (kind) {
      case RO -> Access.READ_ONLY;
      case RW, PRIVATE -> Access.READ_WRITE;
      case WO -> Access.WRITE_ONLY;
    };
  }

  /// Checks that there is nothing in the mounts but files, directories and links: opening a pipe
  /// blocks the guest's thread in a way that nothing can interrupt. Guests cannot create one, but a
  /// transfer that unpacks an archive can.
  static void check(List<Mount> mounts) throws IOException, RuntimeFailure {
    for (Mount mount : mounts) {
      List<Path> special = new ArrayList<>();
      var _ =
          Files.walkFileTree(
              mount.directory(),
              new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                  if (attributes.isOther()) {
                    special.add(file);
                    return FileVisitResult.TERMINATE;
                  }
                  return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException reason) {
                  return FileVisitResult.CONTINUE; // another guest has removed it
                }

                @Override
                public FileVisitResult postVisitDirectory(
                    Path directory, @Nullable IOException reason) {
                  return FileVisitResult.CONTINUE; // likewise
                }
              });
      if (!special.isEmpty()) {
        throw new RuntimeFailure(
            Code.BAD_REQUEST,
            mount.path()
                + "/"
                + mount.directory().relativize(special.getFirst())
                + " is a pipe, socket or device; remove it");
      }
    }
  }
}
