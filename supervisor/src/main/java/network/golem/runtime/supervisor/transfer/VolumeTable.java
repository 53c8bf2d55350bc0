package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which directory of the workdir a path of the container means.
///
/// @param workdir the activity's directory
/// @param nameByPath the folder below it, by the volume's path in the container
public record VolumeTable(Path workdir, Map<String, String> nameByPath) {
  public VolumeTable {
    nameByPath = Map.copyOf(nameByPath);
  }

  /// The volumes that a script's `deploy` asks for, until the runtime's own answer replaces them.
  public static VolumeTable provisional(Path workdir, Iterable<String> paths) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String path : paths) {
      names.put(path, "vol-custom-" + names.size());
    }
    return new VolumeTable(workdir, names);
  }

  /// The file that a path means: below the volume whose path is the longest beginning of it.
  ///
  /// @param path decoded
  /// @throws TransferException if it lies in no volume, or leads out of it
  Path resolve(String path) throws TransferException {
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
          "a path has no character of number 0");
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
        "no volume holds '" + path + "'; " + known);
  }

  /// A node would go there.
  private static TransferException outside(String path, String what, String volume) {
    return new TransferException(
        "IO error: path not found in container: " + path,
        what + " leads out of the volume " + volume);
  }

  /// A link that the runtime's programs have made must not lead a transfer to elsewhere on this
  /// machine.
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
          "IO error: path not found in container: " + path,
          path + " ends at a link that leads nowhere");
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
