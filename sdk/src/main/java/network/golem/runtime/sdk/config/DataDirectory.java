package network.golem.runtime.sdk.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where the data of a program lie, by the habits of each system: the same place as with the
/// reference implementation.
public final class DataDirectory {
  private DataDirectory() {}

  /// @param system as the property `os.name` has it
  /// @param home the user's folder
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

  /// The place on this system.
  public static Path here(String name, Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    return of(name, environment, System.getProperty("os.name", ""), Path.of(home));
  }
}
