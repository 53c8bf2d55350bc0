package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The folder that a build writes. It is replaced as a whole, so it must be nobody else's.
final class Output {
  private Output() {}

  /// @param own what an earlier build may have left in it
  /// @throws PackagingException where the folder holds anything else
  static void checkReplaceable(Path folder, Predicate<Path> own)
      throws IOException, PackagingException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new PackagingException(folder + " is to be a folder, and is none");
    }
    try (Stream<Path> entries = Files.list(folder)) {
      Path foreign = entries.sorted().filter(own.negate()).findFirst().orElse(null);
      if (foreign != null) {
        throw new PackagingException(
            folder
                + " is made anew by each build, but holds "
                + foreign.getFileName()
                + ", which none has made: choose another folder, or remove it");
      }
    }
  }
}
