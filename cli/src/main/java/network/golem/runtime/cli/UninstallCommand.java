package network.golem.runtime.cli;

import java.util.List;
import network.golem.runtime.provider.Change;
import network.golem.runtime.provider.Installation;
import network.golem.runtime.provider.InstallationLock;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.provider.ProviderFolders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `golem-runtime uninstall NAME`: takes a runtime out of a provider's plugin directory, with its
/// presets.
@Command(
    name = "uninstall",
    description =
        "Take a runtime out of a provider of this machine, with the presets that offer it.",
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class UninstallCommand extends ProviderCommand {
  @Parameters(paramLabel = "NAME", description = "The runtime's name, as list shows it.")
  String name;

  @Mixin ReportOptions report;

  @Override
  int call(ProviderFolders folders) throws ProviderException {
    Installation installation = new Installation(folders);
    List<Change> changes;
    if (report.dryRun) {
      changes = installation.uninstall(name);
    } else {
      try (InstallationLock _ = InstallationLock.take(folders, this::complain)) {
        changes = installation.uninstall(name);
        installation.make(changes);
      }
    }
    report.of(spec).print(changes, folders.presets());
    return 0;
  }
}
