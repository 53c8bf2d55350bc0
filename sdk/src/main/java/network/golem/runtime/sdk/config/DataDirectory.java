package network.golem.runtime.sdk.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// The directory of a program's data, by the conventions of each system: the same one as the
/// reference implementation's.
public final class DataDirectory {
  private DataDirectory() {}

  /// @param system as the property `os.name` has it
  /// @param home the user's home directory
  public static Path of(String name, Map<String, String> environment, String system, Path home) {
    if (system.startsWith("Windows")) {
      Path roaming = Path.of(environment.getOrDefault("APPDATA", home + "/AppData/Roaming"));
      return roaming.resolve(name).resolve("data");
    }
    if (system.startsWith("Mac")) {
      return home.resolve("Library/Application Support").resolve(name.replace(' ', '-'));
    }
    Path declared = Path.of(environment.getOrDefault("XDG_DATA_HOME", ""));
    return (declared.isAbsolute() ? declared : home.resolve(".local/share"))
        .resolve(name.toLowerCase(Locale.ROOT).replaceAll("\\s", ""));
  }

  /// The directory on this system.
  public static Path here(String name, Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    return of(name, environment, System.getProperty("os.name", ""), Path.of(home));
  }
}
