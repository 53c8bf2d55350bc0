package network.golem.runtime.supervisor.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which folder of the workdir a path of the container means.
///
/// @param workdir the activity's directory
/// @param nameByPath the folder below it, by the volume's path in the container
public record Volumes(Path workdir, Map<String, String> nameByPath) {
  public Volumes {
    nameByPath = Map.copyOf(nameByPath);
  }

  /// The volumes that a script's `deploy` asks for, until the runtime's own answer replaces them.
  public static Volumes provisional(Path workdir, Iterable<String> paths) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String path : paths) {
      names.put(path, "vol-custom-" + names.size());
    }
    return new Volumes(workdir, names);
  }

  /// The file that a path means: below the volume whose path is the longest beginning of it.
  ///
  /// @param path percent-encoded
  /// @throws TransferException where it lies in no volume, or leads out of it
  Path resolve(String path) throws TransferException {
    String decoded = percentDecoded(path);
    if (decoded.indexOf('\0') >= 0) {
      throw new TransferException("invalid path format", "a path has no character of number 0");
    }
    String volume =
        nameByPath.keySet().stream()
            .filter(candidate -> covers(candidate, decoded))
            .max(Comparator.comparingInt(String::length))
            .orElseThrow(() -> notFound(decoded));
    String rest = decoded.substring(trimmed(volume).length());
    if (rest.startsWith("//")) {
      throw new TransferException(
          "invalid path format", "two slashes follow the volume's path " + volume);
    }
    Path root = workdir.resolve(String.valueOf(nameByPath.get(volume))).normalize();
    Path file = root.resolve(rest.replaceFirst("^/", "")).normalize();
    if (!root.startsWith(workdir) || !file.startsWith(root)) {
      throw outside(decoded, volume);
    }
    checkLinks(decoded, volume, root, file);
    return file;
  }

  private TransferException notFound(String path) {
    String known =
        nameByPath.isEmpty()
            ? "the runtime has no volumes"
            : "the volumes are "
                + String.join(", ", nameByPath.keySet().stream().sorted().toList());
    return new TransferException(
        "path not found in container", "no volume holds '" + path + "'; " + known);
  }

  private static TransferException outside(String path, String volume) {
    return new TransferException(
        "path not found in container", path + " leads out of the volume " + volume);
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
        throw outside(path + " (by a link)", volume);
      }
    } catch (IOException _) {
      throw new TransferException(
          "path not found in container", path + " ends at a link that leads nowhere");
    }
  }

  private static boolean covers(String volume, String path) {
    String prefix = trimmed(volume);
    return path.equals(prefix) || path.startsWith(prefix + "/") || prefix.isEmpty();
  }

  private static String trimmed(String volume) {
    return volume.replaceFirst("/+$", "");
  }

  /// Unlike a form's decoder, this leaves a plus sign alone.
  private static String percentDecoded(String path) throws TransferException {
    if (path.indexOf('%') < 0) {
      return path;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < path.length(); ) {
      if (path.charAt(i) != '%') {
        int end = path.indexOf('%', i) < 0 ? path.length() : path.indexOf('%', i);
        bytes.writeBytes(path.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end;
      } else if (path.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*")) {
        bytes.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
        i += 3;
      } else {
        throw new TransferException(
            "invalid path format", "a percent sign needs two hex digits behind it, in " + path);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
