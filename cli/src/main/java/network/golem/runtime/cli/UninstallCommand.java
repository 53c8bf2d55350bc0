package network.golem.runtime.cli;

import java.nio.file.Path;
import java.util.List;
import network.golem.runtime.provider.Change;
import network.golem.runtime.provider.DescribedRuntime;
import network.golem.runtime.provider.Installation;
import network.golem.runtime.provider.InstallationLock;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `golem-runtime uninstall NAME`: removes a runtime from a provider's plugin directory, with its
/// presets.
@Command(
    name = "uninstall",
    description =
        "Remove a runtime, and the presets that offer it, from a provider on this machine.",
    footer = {
      "",
      "The exit code is 0 if the runtime was removed, 1 if not, 2 if the arguments are invalid."
          + " Nothing is changed unless it is 0."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class UninstallCommand extends ProviderCommand {
  @Parameters(paramLabel = "RUNTIME", description = "The runtime: " + NamedRuntime.FORMS)
  Path runtime;

  @Mixin ReportOptions report;

  @Override
  int call(ProviderDirectories directories) throws ProviderException {
    provider.refuseHalf(directories, spec.commandLine());
    String name = DescribedRuntime.nameOf(runtime);
    Installation installation = new Installation(directories);
    List<Change> changes;
    if (report.dryRun) {
      changes = installation.uninstall(name);
    } else {
      try (InstallationLock _ = InstallationLock.take(directories, this::complain)) {
        changes = installation.uninstall(name);
        installation.make(changes);
      }
    }
    report.of(spec).print(changes, directories.presets());
    return 0;
  }
}
