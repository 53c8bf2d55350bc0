package network.golem.runtime.cli;

import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option of commands that only look for a runtime among those that are installed.
final class PluginsOption {
  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = {
        "The plugin directory in which the name of an installed runtime is looked up. Default: as"
            + " for 'golem-runtime list'."
      })
  @Nullable Path plugins;

  ProviderDirectories directories() throws ProviderException {
    return ProviderDirectories.find(
        Optional.ofNullable(plugins), Optional.empty(), System.getenv());
  }
}
