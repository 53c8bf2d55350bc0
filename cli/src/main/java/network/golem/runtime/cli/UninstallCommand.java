package network.golem.runtime.cli;

import java.util.List;
import network.golem.runtime.provider.Change;
import network.golem.runtime.provider.Installation;
import network.golem.runtime.provider.MalformedFileException;
import network.golem.runtime.provider.ProviderFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `golem-runtime uninstall NAME`: takes a runtime out of a provider's plugin directory, with its
/// presets.
@Command(
    name = "uninstall",
    description =
        "Take a runtime out of a provider of this machine, with the presets that offer it.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class UninstallCommand extends ProviderCommand {
  @Parameters(paramLabel = "NAME", description = "The runtime's name, as list shows it.")
  String name;

  @Option(names = "--dry-run", description = "Show what would be changed, and write nothing.")
  boolean dryRun;

  @Override
  int call(ProviderFolders folders) throws MalformedFileException {
    Installation installation = new Installation(folders);
    List<Change> changes = installation.uninstall(name);
    if (!dryRun) {
      installation.make(changes);
    }
    new ChangeReport(spec, dryRun).print(changes);
    return 0;
  }
}
