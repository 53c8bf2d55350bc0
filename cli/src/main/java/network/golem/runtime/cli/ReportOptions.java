package network.golem.runtime.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Whether a provider is changed, and how much is told of it.
final class ReportOptions {
  @Option(names = "--dry-run", description = "Show what would be changed, and write nothing.")
  boolean dryRun;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show each file and each line that is changed.")
  boolean verbose;

  ChangeReport of(CommandSpec spec) {
    return new ChangeReport(spec, dryRun, verbose);
  }
}
