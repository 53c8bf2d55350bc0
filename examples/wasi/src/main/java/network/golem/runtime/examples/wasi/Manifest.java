package network.golem.runtime.examples.wasi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/// A package's `manifest.json`. Unknown keys are ignored.
record Manifest(List<EntryPoint> entryPoints, List<MountPoint> mountPoints) {
  static final String FILE = "manifest.json";

  /// A module that commands run.
  ///
  /// @param id the requestor's name for it
  /// @param path of the module in the package
  record EntryPoint(String id, String path) {}

  /// A directory that modules see.
  record MountPoint(String path, Kind kind) {}

  /// What modules may do in a mount point, and whether it is a volume of the activity, which the
  /// requestor transfers files to and from.
  enum Kind {
    RO,
    RW,
    WO,
    /// Read and written by the modules of one activity only.
    PRIVATE;

    static Kind of(String key) throws PackageException {
      return switch (key) {
        case "ro" -> RO;
        case "rw" -> RW;
        case "wo" -> WO;
        case "private" -> PRIVATE;
        default ->
            throw new PackageException(
                FILE
                    + ": unknown kind of mount point '"
                    + key
                    + "'; there are ro, rw, wo and private");
      };
    }
  }

  static Manifest of(byte[] json) throws PackageException {
    Object root;
    try {
      root = JsonValue.read(json);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new PackageException(
          FILE
              + " is not JSON: "
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + (at == null ? "" : " (line " + at.getLineNr() + ")"));
    }
    if (!(root instanceof Map)) {
      throw new PackageException(FILE + " must be an object with id, name and entry-points");
    }
    string(root, "id", FILE);
    string(root, "name", FILE);
    checkRuntime(JsonValue.member(root, "runtime"));
    return new Manifest(entryPoints(root), mountPoints(root));
  }

  private static void checkRuntime(@Nullable Object runtime) throws PackageException {
    if (runtime == null) {
      return;
    }
    String wanted = runtime.toString();
    switch (wanted) {
      case "wasi" -> {}
      case "aswasm" ->
          throw new PackageException(
              FILE
                  + ": the package is for the runtime 'aswasm', which is not offered; there is"
                  + " 'wasi'");
      default ->
          throw new PackageException(FILE + ": unknown runtime '" + wanted + "'; there is 'wasi'");
    }
  }

  private static List<EntryPoint> entryPoints(Object root) throws PackageException {
    List<EntryPoint> entries = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Object each : list(root, "entry-points")) {
      EntryPoint entry =
          new EntryPoint(
              string(each, "id", "an entry point"), string(each, "wasm-path", "an entry point"));
      if (!ids.add(entry.id())) {
        throw new PackageException(FILE + ": two entry points have the id '" + entry.id() + "'");
      }
      entries.add(entry);
    }
    return List.copyOf(entries);
  }

  private static List<MountPoint> mountPoints(Object root) throws PackageException {
    List<MountPoint> mounts = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (Object each : list(root, "mount-points")) {
      if (!(each instanceof Map<?, ?> mount) || mount.size() != 1) {
        throw new PackageException(
            FILE + ": a mount point must be an object with one key, as {\"rw\": \"/data\"}");
      }
      String key = String.valueOf(mount.keySet().iterator().next());
      Kind kind = Kind.of(key);
      String path = mountPath(string(each, key, "a mount point"), kind);
      if (!paths.add(path)) {
        throw new PackageException(FILE + ": two mount points have the path " + path);
      }
      mounts.add(new MountPoint(path, kind));
    }
    return List.copyOf(mounts);
  }

  /// A relative path is taken from the root. The root itself cannot be a volume.
  private static String mountPath(String path, Kind kind) throws PackageException {
    List<String> steps = new ArrayList<>();
    for (String step : path.split("/")) {
      if (step.equals("..") || step.equals(".") || step.indexOf('\0') >= 0) {
        throw new PackageException(
            FILE + ": the path of a mount point must not contain '.', '..' or NUL: " + path);
      }
      if (!step.isEmpty()) {
        steps.add(step);
      }
    }
    if (steps.isEmpty() && kind != Kind.PRIVATE) {
      throw new PackageException(
          FILE + ": only a private mount point can be the root of the file system");
    }
    return "/" + String.join("/", steps);
  }

  private static List<?> list(Object root, String key) throws PackageException {
    Object value = JsonValue.member(root, key);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw new PackageException(FILE + ": " + key + " must be a list");
    }
    return list;
  }

  private static String string(Object object, String key, String where) throws PackageException {
    if (!(JsonValue.member(object, key) instanceof String value) || value.isEmpty()) {
      throw new PackageException(
          where.equals(FILE)
              ? FILE + ": " + key + " must be a string"
              : FILE + ": the " + key + " of " + where + " must be a string");
    }
    return value;
  }
}
