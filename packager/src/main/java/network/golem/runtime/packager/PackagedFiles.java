package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/// The author's own files in a package: native libraries, licences, models. The launcher tells the
/// runtime where they are, by a system property.
final class PackagedFiles {
  /// Their directory, next to `bin` and `lib`.
  static final String DIRECTORY = "files";

  private PackagedFiles() {}

  /// Copies a directory with everything in it; files keep their times and permissions. Symbolic
  /// links are followed, because their targets may be missing where the package is installed.
  static void copy(Path from, Path runtime) throws IOException {
    Path to = runtime.resolve(DIRECTORY);
    try (Stream<Path> all = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
      for (Path each : all.toList()) {
        Path copy = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(each, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /// The option of Java by which the runtime finds them; empty if there are none.
  ///
  /// @param lib the expression of the launcher for the directory `lib`
  static String option(Path runtime, String lib) {
    return Files.isDirectory(runtime.resolve(DIRECTORY), LinkOption.NOFOLLOW_LINKS)
        ? "-Dgolem.runtime.files=" + lib + "/../" + DIRECTORY + " "
        : "";
  }
}
