package network.golem.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// The workdir of a play: one that the user has chosen, or a temporary one that is kept only on
/// failure.
record ActivityDirectory(Path path, boolean temporary) {

  /// @param given the user's choice; created if missing
  /// @param name the runtime's name, for a temporary directory
  static ActivityDirectory of(@Nullable Path given, String name, CommandLine line)
      throws IOException {
    if (given == null) {
      return new ActivityDirectory(Files.createTempDirectory("golem-" + name + "-"), true);
    }
    Path absolute = given.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
      throw new ParameterException(line, "--workdir " + given + " is not a directory");
    }
    try {
      return new ActivityDirectory(Files.createDirectories(absolute), false);
    } catch (FileSystemException e) {
      String reason = e instanceof AccessDeniedException ? "Permission denied" : e.getReason();
      throw new ParameterException(
          line, "cannot create --workdir " + given + (reason == null ? "" : ": " + reason));
    }
  }

  /// Called when the play is over.
  void leave(boolean succeeded, PrintWriter err) {
    if (!temporary) {
      return;
    }
    if (!succeeded) {
      err.println("golem-runtime: the workdir was kept: " + path);
      return;
    }
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      err.println("golem-runtime: cannot remove the workdir " + path + ": " + e.getMessage());
    }
  }
}
