package network.golem.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `golem-runtime clean`: removes the workdirs that plays have left.
@Command(
    name = "clean",
    description =
        "Remove workdirs that were kept: of plays that failed or were killed, and with --keep.",
    footer = {
      "",
      "Workdirs of plays in progress, and those chosen with --workdir, are left alone.",
      "",
      "The exit code is 1 if one could not be removed, and 2 if the arguments are invalid."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class CleanCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "DIRECTORY",
      arity = "0..*",
      description =
          "Only these. Without one, all that this user's plays have left are removed, of all"
              + " runtimes and projects; --dry-run lists them.")
  List<Path> directories = new ArrayList<>();

  @Option(names = "--dry-run", description = "Show what would be removed, without removing it.")
  boolean dryRun;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Workdirs workdirs = Workdirs.ofUser();
    List<Path> unused = directories.isEmpty() ? workdirs.unused() : named(workdirs);
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

  /// All of them are checked before the first is removed.
  private List<Path> named(Workdirs workdirs) throws IOException {
    List<Path> named = new ArrayList<>();
    for (Path directory : directories) {
      Path workdir =
          workdirs
              .find(directory)
              .orElseThrow(() ->
                  wrong(
                      directory
                          + " is not a kept workdir; 'golem-runtime clean --dry-run' lists those"
                          + " in "
                          + workdirs.directory()));
      if (Workdirs.isUsed(workdir)) {
        throw wrong("the workdir " + directory + " belongs to a play in progress");
      }
      named.add(workdir);
    }
    return named.stream().distinct().toList();
  }

  private InvalidArgument wrong(String sentence) {
    return new InvalidArgument(spec.commandLine(), sentence);
  }
}
