package network.golem.runtime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The log that a runtime keeps in its workdir: a file in `logs`, as the SDK writes it, and as the
/// reference implementation does.
///
/// @param workdir the activity's directory
/// @param since older files are of earlier plays
record KeptLog(Path workdir, Instant since) {
  private static final String EXTENSION = ".log";

  /// The file that was written to last.
  Optional<Path> newest() {
    try (Stream<Path> files = Files.list(workdir.resolve("logs"))) {
      return files
          .filter(file -> file.toString().endsWith(EXTENSION))
          .filter(file -> !changed(file).toInstant().isBefore(since))
          .max(Comparator.comparing(KeptLog::changed));
    } catch (IOException _) {
      return Optional.empty(); // it keeps none
    }
  }

  private static FileTime changed(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException _) {
      return FileTime.fromMillis(0); // it has been removed meanwhile
    }
  }
}
