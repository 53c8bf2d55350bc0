package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.util.List;
import network.golem.runtime.provider.Change;
import picocli.CommandLine.Model.CommandSpec;

/// Tells what an installation changes, or would change.
record ChangeReport(CommandSpec spec, boolean dryRun) {

  void print(List<Change> changes) {
    PrintWriter out = spec.commandLine().getOut();
    if (changes.isEmpty()) {
      out.println("nothing to change");
    }
    for (Change change : changes) {
      switch (change) {
        case Change.Folder folder ->
            out.println((folder.replaces() ? "replace " : "make    ") + folder.path() + "/");
        case Change.FolderRemoved gone -> out.println("remove  " + gone.path() + "/");
        case Change.Text text -> {
          String verb =
              text.before().isEmpty()
                  ? "make    "
                  : text.after().isEmpty() ? "remove  " : "change  ";
          out.println(verb + text.path());
          if (dryRun && !text.after().isEmpty()) {
            text.difference().forEach(line -> out.println("        " + line));
          }
        }
      }
    }
    if (dryRun && !changes.isEmpty()) {
      out.println("(nothing was written: --dry-run)");
    }
    out.flush();
  }
}
