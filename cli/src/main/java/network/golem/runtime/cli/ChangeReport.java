package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.util.List;
import network.golem.runtime.provider.Change;
import picocli.CommandLine.Model.CommandSpec;

/// Tells what an installation changes, or would change.
record ChangeReport(CommandSpec spec, boolean dryRun) {
  private static final String DEEPER = "        ";

  void print(List<Change> changes) {
    PrintWriter out = spec.commandLine().getOut();
    if (changes.isEmpty()) {
      out.println("nothing to change");
    }
    for (Change change : changes) {
      switch (change) {
        case Change.Folder folder -> {
          out.println((folder.replaces() ? "replace " : "make    ") + folder.path() + "/");
          detail(
              out,
              folder.files().entrySet().stream()
                  .map(file -> verb(file.getValue()) + file.getKey())
                  .toList());
        }
        case Change.FolderRemoved gone -> {
          out.println("remove  " + gone.path() + "/");
          detail(out, gone.files().stream().map(file -> "remove  " + file).toList());
        }
        case Change.Backup backup -> out.println("make    " + backup.path());
        case Change.Text text -> {
          boolean changed = text.fate() == Change.Fate.REPLACED;
          out.println((changed ? "change  " : verb(text.fate())) + text.path());
          if (text.fate() != Change.Fate.REMOVED) {
            detail(out, text.difference());
          }
        }
      }
    }
    if (dryRun && !changes.isEmpty()) {
      out.println("(nothing was written: --dry-run)");
    }
    out.flush();
  }

  private static String verb(Change.Fate fate) {
    return switch (fate) {
      case MADE -> "make    ";
      case REPLACED -> "replace ";
      case REMOVED -> "remove  ";
    };
  }

  /// What only somebody wants to know who has yet to decide.
  private void detail(PrintWriter out, List<String> lines) {
    if (dryRun) {
      lines.forEach(line -> out.println(DEEPER + line));
    }
  }
}
