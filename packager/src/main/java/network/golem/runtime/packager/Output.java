package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The directory that a build writes. It is replaced as a whole, so it must contain nothing else.
final class Output {
  private Output() {}

  /// @param own the names of entries that an earlier build may have left
  /// @throws PackagingException if the directory contains anything else
  static void checkReplaceable(Path directory, Predicate<Path> own)
      throws IOException, PackagingException {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw new PackagingException(directory + " is not a directory");
    }
    try (Stream<Path> entries = Files.list(directory)) {
      Path foreign = entries.sorted().filter(own.negate()).findFirst().orElse(null);
      if (foreign != null) {
        throw new PackagingException(
            directory
                + " is replaced by each build, but contains "
                + foreign.getFileName()
                + ", which no build created; choose another directory, or remove it");
      }
    }
  }
}
