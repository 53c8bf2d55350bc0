package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The directory that a build writes. It is replaced as a whole, so it must be nobody else's.
final class Output {
  private Output() {}

  /// @param own what an earlier build may have left in it
  /// @throws PackagingException where the directory holds anything else
  static void checkReplaceable(Path directory, Predicate<Path> own)
      throws IOException, PackagingException {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isDirectory(directory)) {
      throw new PackagingException(directory + " is to be a directory, and is none");
    }
    try (Stream<Path> entries = Files.list(directory)) {
      Path foreign = entries.sorted().filter(own.negate()).findFirst().orElse(null);
      if (foreign != null) {
        throw new PackagingException(
            directory
                + " is made anew by each build, but holds "
                + foreign.getFileName()
                + ", which none has made: choose another directory, or remove it");
      }
    }
  }
}
