package network.golem.runtime.provider;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The directories in which a provider on this machine looks for runtimes and keeps its presets.
///
/// @param plugins the directory of descriptors
/// @param data the directory of `presets.json`, `hardware.json` and `globals.json`
public record ProviderDirectories(PluginDirectory plugins, Path data) {
  private static final char REPLACEMENT = '\uFFFD';
  private static final Path SYSTEM_WIDE = Path.of("/usr/lib/yagna/plugins");

  /// Finds the directories as a provider does: the given ones, otherwise `EXE_UNIT_PATH` and
  /// `DATA_DIR`, otherwise the default directories.
  ///
  /// @param plugins the user's own choice
  /// @param data the user's own choice
  public static ProviderDirectories find(
      Optional<Path> plugins, Optional<Path> data, Map<String, String> environment)
      throws ProviderException {
    Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    return new ProviderDirectories(
        plugins.isPresent()
            ? new PluginDirectory(absolute(plugins.get()))
            : plugins(environment, home),
        absolute(data.orElseGet(() -> data(environment, home))));
  }

  private static PluginDirectory plugins(Map<String, String> environment, Path home)
      throws ProviderException {
    String pattern = environment.getOrDefault("EXE_UNIT_PATH", "");
    if (!pattern.isEmpty()) {
      return plugins(absolute(Path.of(pattern)), pattern);
    }
    Path beside = besideProvider(environment.getOrDefault("PATH", ""));
    if (beside != null) {
      return new PluginDirectory(beside);
    }
    Path own = home.resolve(".local/lib/yagna/plugins");
    return new PluginDirectory(
        Files.isDirectory(own) || !Files.isDirectory(SYSTEM_WIDE) ? own : SYSTEM_WIDE);
  }

  /// The directory `plugins` next to the provider that a shell would start, if both exist.
  private static @Nullable Path besideProvider(String path) throws ProviderException {
    for (String entry : path.split(File.pathSeparator)) {
      Path provider = Path.of(entry).resolve("ya-provider");
      if (!entry.isEmpty() && Files.isExecutable(provider)) {
        Path plugins = absolute(provider).resolveSibling("plugins");
        return Files.isDirectory(plugins) ? plugins : null;
      }
    }
    return null;
  }

  private static PluginDirectory plugins(Path path, String pattern) throws ProviderException {
    Path directory = Optional.ofNullable(path.getParent()).orElse(path);
    String name = String.valueOf(path.getFileName());
    if (Files.isDirectory(path)) {
      throw new ProviderException(
          "EXE_UNIT_PATH is the directory "
              + pattern
              + ", but must name descriptor files, such as "
              + path.resolve("ya-*.json"));
    }
    if (directory.toString().contains("*") || name.indexOf('*') != name.lastIndexOf('*')) {
      throw new ProviderException(
          "EXE_UNIT_PATH is "
              + pattern
              + ", but may contain only one *, in the file name; use --plugins DIR instead");
    }
    return new PluginDirectory(directory, name);
  }

  private static Path data(Map<String, String> environment, Path home) {
    String given = environment.getOrDefault("DATA_DIR", "");
    if (!given.isEmpty()) {
      return Path.of(given);
    }
    String system = System.getProperty("os.name");
    if (system.startsWith("Windows")) {
      return Path.of(environment.getOrDefault("APPDATA", home + "\\AppData\\Roaming"))
          .resolve("GolemFactory/ya-provider/data");
    }
    return system.startsWith("Mac")
        ? home.resolve("Library/Application Support/GolemFactory.ya-provider")
        : home.resolve(".local/share/ya-provider");
  }

  /// @throws ProviderException if Java cannot represent the directory's name
  static Path absolute(Path path) throws ProviderException {
    Path absolute = path.toAbsolutePath().normalize();
    if (absolute.toString().indexOf(REPLACEMENT) >= 0 && !Files.exists(absolute)) {
      throw new ProviderException(
          "cannot open "
              + absolute
              + ": its name contains bytes that are not UTF-8, which Java cannot represent; rename"
              + " it, or choose another directory");
    }
    return absolute;
  }

  /// The presets' file; it may be missing.
  public Path presets() {
    return data.resolve("presets.json");
  }
}
