package network.golem.runtime.cli;

import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which provider a command is about.
final class ProviderOptions {
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description =
          "The provider's plugin directory. Default: where EXE_UNIT_PATH says, else plugins beside"
              + " the ya-provider on the PATH, else ~/.local/lib/yagna/plugins, else"
              + " /usr/lib/yagna/plugins.")
  @Nullable Path plugins;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "The provider's data directory, with presets.json. Default: where DATA_DIR says, else"
              + " ~/.local/share/ya-provider.")
  @Nullable Path dataDir;

  ProviderDirectories directories() throws ProviderException {
    return ProviderDirectories.find(
        Optional.ofNullable(plugins), Optional.ofNullable(dataDir), System.getenv());
  }
}
