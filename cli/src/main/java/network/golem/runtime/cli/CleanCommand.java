package network.golem.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `golem-runtime clean`: removes the workdirs that plays have left.
@Command(
    name = "clean",
    description =
        "Remove the workdirs that were kept: of plays that failed or were killed, and with --keep.",
    footer = {
      "",
      "Workdirs of plays in progress, and those chosen with --workdir, are left alone.",
      "The exit code is 1 if one could not be removed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class CleanCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--dry-run", description = "Show what would be removed, without removing it.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Workdirs workdirs = Workdirs.ofUser();
    List<Path> unused = workdirs.unused();
    int code = 0;
    for (Path workdir : unused) {
      try {
        if (!dryRun) {
          Workdirs.remove(workdir);
        }
        out.println("remove  " + workdir);
      } catch (IOException e) {
        spec.commandLine()
            .getErr()
            .println("golem-runtime: cannot remove " + workdir + ": " + e.getMessage());
        code = GolemRuntimeCommand.FAILED;
      }
    }
    if (unused.isEmpty()) {
      out.println("nothing to remove in " + workdirs.directory());
    } else if (dryRun) {
      out.println("(nothing was removed: --dry-run)");
    }
    out.flush();
    return code;
  }
}
