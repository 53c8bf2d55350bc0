package network.golem.runtime.cli;

import java.util.List;
import java.util.concurrent.Callable;
import network.golem.runtime.provider.Change;
import network.golem.runtime.provider.Installation;
import network.golem.runtime.provider.MalformedFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `golem-runtime uninstall NAME`: takes a runtime out of a provider's plugin directory, with its
/// presets.
@Command(
    name = "uninstall",
    description =
        "Take a runtime out of a provider of this machine, with the presets that offer it.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class UninstallCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The runtime's name, as list shows it.")
  String name;

  @Mixin ProviderOptions provider;

  @Option(names = "--dry-run", description = "Show what would be changed, and write nothing.")
  boolean dryRun;

  @Override
  public Integer call() throws MalformedFileException {
    Installation installation = new Installation(provider.folders());
    List<Change> changes = installation.uninstall(name);
    if (!dryRun) {
      installation.make(changes);
    }
    new ChangeReport(spec, dryRun).print(changes);
    return 0;
  }
}
