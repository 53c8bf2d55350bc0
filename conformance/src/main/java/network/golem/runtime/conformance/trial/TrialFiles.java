package network.golem.runtime.conformance.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What a runtime has left in the directories of a trial.
public final class TrialFiles {
  private TrialFiles() {}

  /// The files and directories below a directory, in no order.
  public static List<Path> below(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> !file.equals(root)).toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of(); // it is being changed at this moment
    }
  }

  /// Removes a directory with its content; to be tried again if something was being written.
  static boolean isRemoved(Path directory) {
    for (Path each : below(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
      if (!each.toFile().delete() && each.toFile().getParentFile().setWritable(true)) {
        boolean _ = each.toFile().delete();
      }
    }
    return !Files.exists(directory) || directory.toFile().delete();
  }
}
