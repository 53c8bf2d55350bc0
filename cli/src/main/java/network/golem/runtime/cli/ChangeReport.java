package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.provider.Change;
import picocli.CommandLine.Model.CommandSpec;

/// Prints what an installation changes, or would change, and the next step.
///
/// @param dryRun whether nothing is written
/// @param verbose whether each file and line is shown
record ChangeReport(CommandSpec spec, boolean dryRun, boolean verbose) {
  private static final String DEEPER = "        ";

  /// @param presets the provider's `presets.json`
  void print(List<Change> changes, Path presets) {
    PrintWriter out = spec.commandLine().getOut();
    if (changes.isEmpty()) {
      out.println("nothing to change");
    }
    for (Change change : changes) {
      switch (change) {
        case Change.Copy copy -> {
          out.println(
              (copy.replaces() ? "replace " : "create  ")
                  + copy.path()
                  + (copy.isDirectory() ? "/" + counts(copy.files()) : ""));
          detail(
              out,
              copy.files().entrySet().stream()
                  .map(file -> verb(file.getValue()) + file.getKey())
                  .toList());
        }
        case Change.Removed gone -> {
          out.println(
              "remove  "
                  + gone.path()
                  + (gone.directory() ? "/ (" + files(gone.files().size()) + ")" : ""));
          detail(out, gone.files().stream().map(file -> "remove  " + file).toList());
        }
        case Change.Backup backup -> out.println("create  " + backup.path());
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
      out.println(
          "(nothing was written: --dry-run" + (verbose ? ")" : "; --verbose shows each file)"));
    } else if (!changes.isEmpty()) {
      out.println("next: " + nextStep(changes, presets));
    }
    out.flush();
  }

  /// A provider reads its descriptors once, watches its presets, and starts a runtime for each
  /// activity.
  private static String nextStep(List<Change> changes, Path presets) {
    boolean descriptor =
        changes.stream()
            .anyMatch(change -> change instanceof Change.Text && !change.path().equals(presets));
    if (descriptor) {
      return "restart the provider, which reads descriptors when it starts";
    }
    return changes.stream().anyMatch(Change.Copy.class::isInstance)
        ? "nothing to do; a running provider uses these files for its next activity"
        : "nothing to do; a running provider reloads presets.json within seconds";
  }

  private static String counts(Map<String, Change.Fate> files) {
    String counts =
        Stream.of(Change.Fate.values())
            .map(fate -> count(fate, Collections.frequency(files.values(), fate)))
            .filter(count -> !count.isEmpty())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "" : " (" + counts + ")";
  }

  private static String count(Change.Fate fate, int count) {
    String done =
        switch (fate) {
          case CREATED -> " created";
          case REPLACED -> " replaced";
          case REMOVED -> " removed";
        };
    return count == 0 ? "" : files(count) + done;
  }

  private static String files(int count) {
    return count + (count == 1 ? " file" : " files");
  }

  private static String verb(Change.Fate fate) {
    return switch (fate) {
      case CREATED -> "create  ";
      case REPLACED -> "replace ";
      case REMOVED -> "remove  ";
    };
  }

  private void detail(PrintWriter out, List<String> lines) {
    if (verbose) {
      lines.forEach(line -> out.println(DEEPER + line));
    }
  }
}
