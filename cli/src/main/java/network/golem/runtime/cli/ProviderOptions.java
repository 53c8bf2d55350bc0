package network.golem.runtime.cli;

import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that select a provider.
final class ProviderOptions {
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description =
          "The provider's plugin directory. Default: from EXE_UNIT_PATH, else the plugins directory"
              + " next to the ya-provider on the PATH, else ~/.local/lib/yagna/plugins, else"
              + " /usr/lib/yagna/plugins.")
  @Nullable Path plugins;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "The provider's data directory, with presets.json. Default: DATA_DIR, else"
              + " ~/.local/share/ya-provider.")
  @Nullable Path dataDir;

  ProviderDirectories directories() throws ProviderException {
    return ProviderDirectories.find(
        Optional.ofNullable(plugins), Optional.ofNullable(dataDir), System.getenv());
  }
}
