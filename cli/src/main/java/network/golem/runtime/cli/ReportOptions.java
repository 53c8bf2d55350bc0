package network.golem.runtime.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Options of commands that change a provider: whether they write, and how much they print.
final class ReportOptions {
  @Option(names = "--dry-run", description = "Show what would change, without writing anything.")
  boolean dryRun;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show each file and each line that is changed.")
  boolean verbose;

  ChangeReport of(CommandSpec spec) {
    return new ChangeReport(spec, dryRun, verbose);
  }
}
