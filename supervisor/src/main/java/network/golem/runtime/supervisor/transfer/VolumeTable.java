package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Maps paths in the container to directories in the workdir.
///
/// @param workdir the activity's directory
/// @param nameByPath the directory's name in the workdir, by the volume's path in the container
public record VolumeTable(Path workdir, Map<String, String> nameByPath) {
  public VolumeTable {
    nameByPath = Map.copyOf(nameByPath);
  }

  /// The volumes that a script's `deploy` asks for, until the runtime's answer replaces them.
  public static VolumeTable provisional(Path workdir, Iterable<String> paths) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String path : paths) {
      names.put(path, "vol-custom-" + names.size());
    }
    return new VolumeTable(workdir, names);
  }

  /// The file that a path means: in the volume with the longest path that is a prefix of it.
  ///
  /// @param path decoded
  /// @throws TransferException if it is in no volume, or leads out of it
  public Path resolve(String path) throws TransferException {
    String volume =
        nameByPath.keySet().stream()
            .filter(candidate -> covers(candidate, path))
            .max(Comparator.comparingInt(String::length))
            .orElseThrow(() -> notFound(path));
    String rest = path.substring(trimmed(volume).length());
    if (rest.startsWith("//")) {
      throw new TransferException(
          "IO error: invalid path format: [" + path + "]",
          "two slashes follow the volume's path " + volume);
    }
    if (path.indexOf('\0') >= 0) {
      throw new TransferException(
          "IO error: file name contained an unexpected NUL byte",
          "a path cannot contain the character NUL");
    }
    Path root = workdir.resolve(String.valueOf(nameByPath.get(volume))).normalize();
    Path file = root.resolve(rest.replaceFirst("^/", "")).normalize();
    if (!root.startsWith(workdir) || !file.startsWith(root)) {
      throw outside(path, path, volume);
    }
    checkLinks(path, volume, root, file);
    return file;
  }

  private TransferException notFound(String path) {
    String known =
        nameByPath.isEmpty()
            ? "the runtime has no volumes"
            : "the volumes are "
                + String.join(", ", nameByPath.keySet().stream().sorted().toList());
    return new TransferException(
        "IO error: path not found in container: " + path,
        "no volume contains '" + path + "'; " + known);
  }

  /// A node would follow it.
  private static TransferException outside(String path, String what, String volume) {
    return new TransferException(
        "IO error: path not found in container: " + path,
        what + " leads out of the volume " + volume);
  }

  /// A link created by the runtime's programs must not lead a transfer out of the volume.
  private void checkLinks(String path, String volume, Path root, Path file)
      throws TransferException {
    Path existing = file;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && !existing.equals(workdir)) {
      existing = Optional.ofNullable(existing.getParent()).orElse(workdir);
    }
    try {
      Path inside = Files.exists(root) ? root.toRealPath() : workdir.toRealPath();
      if (!existing.toRealPath().startsWith(inside)) {
        throw outside(path, path + " (by a link)", volume);
      }
    } catch (IOException _) {
      throw new TransferException(
          "IO error: path not found in container: " + path, path + " is a dangling link");
    }
  }

  private static boolean covers(String volume, String path) {
    String prefix = trimmed(volume);
    return path.equals(prefix) || path.startsWith(prefix + "/") || prefix.isEmpty();
  }

  private static String trimmed(String volume) {
    return volume.replaceFirst("/+$", "");
  }
}
