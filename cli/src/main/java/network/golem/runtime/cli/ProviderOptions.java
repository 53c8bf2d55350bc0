package network.golem.runtime.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The options that select a provider.
final class ProviderOptions {
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = {
        "The provider's plugin directory. Default: from EXE_UNIT_PATH, else the plugins directory"
            + " next to the ya-provider on the PATH, else",
        "~/.local/lib/yagna/plugins, else",
        "/usr/lib/yagna/plugins."
      })
  @Nullable Path plugins;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {
        "The provider's data directory, with presets.json. Default: DATA_DIR, else",
        "~/.local/share/ya-provider."
      })
  @Nullable Path dataDir;

  ProviderDirectories directories() throws ProviderException {
    return ProviderDirectories.find(
        Optional.ofNullable(plugins), Optional.ofNullable(dataDir), System.getenv());
  }

  /// Refuses to change one provider's runtimes and another one's presets, which is what a single
  /// option would do: the default directory is that of the provider for daily work.
  ///
  /// @param found the directories that would be changed
  void refuseHalf(ProviderDirectories found, CommandLine line) {
    Map<String, String> environment = System.getenv();
    if (plugins != null && dataDir == null && isUnset(environment, "DATA_DIR")) {
      throw new InvalidArgument(
          line,
          "--plugins without --data-dir would change the presets in "
              + found.data()
              + "; give --data-dir DIR, too");
    }
    if (dataDir != null && plugins == null && isUnset(environment, "EXE_UNIT_PATH")) {
      throw new InvalidArgument(
          line,
          "--data-dir without --plugins would change the runtimes in "
              + found.plugins().directory()
              + "; give --plugins DIR, too");
    }
  }

  private static boolean isUnset(Map<String, String> environment, String variable) {
    return environment.getOrDefault(variable, "").isEmpty();
  }
}
