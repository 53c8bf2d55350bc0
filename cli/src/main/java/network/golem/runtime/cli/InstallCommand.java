package network.golem.runtime.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.provider.Change;
import network.golem.runtime.provider.Installation;
import network.golem.runtime.provider.MalformedFileException;
import network.golem.runtime.provider.Preset;
import network.golem.runtime.provider.Prices;
import network.golem.runtime.provider.ProviderFolders;
import network.golem.runtime.provider.RuntimePackage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `golem-runtime install RUNTIME`: copies a packaged runtime into a provider's plugin directory,
/// and offers it by a preset.
@Command(
    name = "install",
    description =
        "Install a packaged runtime at a provider of this machine, with a preset that offers it.",
    footer = {
      "",
      "The provider tests each runtime when it starts, and reads presets at once. The exit code is",
      "0 when the runtime is installed, 1 when something is in the way; then nothing was written."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class InstallCommand extends ProviderCommand {
  @Parameters(
      paramLabel = "RUNTIME",
      description =
          "The runtime: its descriptor (ya-runtime-NAME.json), its binary, or the folder it was"
              + " built in.")
  Path runtime;

  @Option(
      names = "--price",
      paramLabel = "COUNTER=GLM",
      description =
          "The price of a counter's unit, by its short name or its property, or initial=GLM for"
              + " each activity. May be repeated. Default: the author's; a preset that is there"
              + " already keeps its own.")
  List<String> prices = new ArrayList<>();

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "The preset's name. Default: the runtime's.")
  @Nullable String preset;

  @Option(names = "--no-preset", description = "Leave presets.json alone.")
  boolean noPreset;

  @Option(names = "--dry-run", description = "Show what would be changed, and write nothing.")
  boolean dryRun;

  @Override
  int call(ProviderFolders folders) throws MalformedFileException {
    if (noPreset && (preset != null || !prices.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--no-preset leaves no place for --preset and --price");
    }
    if (preset != null && preset.isBlank()) {
      throw new ParameterException(spec.commandLine(), "--preset needs a name, not a blank");
    }
    RuntimePackage installed = RuntimePackage.at(runtime);
    Installation installation = new Installation(folders);
    Optional<String> name =
        noPreset
            ? Optional.empty()
            : Optional.ofNullable(preset)
                .or(() -> installed.preset().map(Preset::name))
                .or(() -> Optional.of(installed.descriptor().name()));
    List<Change> changes =
        installation.install(installed, name, Prices.parse(prices, installed.descriptor()));
    if (!dryRun) {
      installation.make(changes);
    }
    new ChangeReport(spec, dryRun).print(changes);
    return 0;
  }
}
