package network.golem.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The workdir of a play: one that the user has chosen, or a temporary one.
///
/// @param temporary `null` if the user has chosen it
record ActivityDirectory(Path path, Workdirs.@Nullable Taken temporary) {

  /// @param given the user's choice; created if missing
  /// @param name the runtime's name, for a temporary directory
  static ActivityDirectory of(@Nullable Path given, String name, CommandLine line)
      throws IOException, ProviderException {
    if (given == null) {
      Workdirs.Taken taken = Workdirs.ofUser().take(name);
      return new ActivityDirectory(taken.path(), taken);
    }
    Path absolute = given.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
      throw new InvalidArgument(line, "--workdir " + given + " is not a directory");
    }
    try {
      return new ActivityDirectory(Files.createDirectories(absolute), null);
    } catch (FileSystemException e) {
      String reason = e instanceof AccessDeniedException ? "Permission denied" : e.getReason();
      throw new InvalidArgument(
          line, "cannot create --workdir " + given + (reason == null ? "" : ": " + reason));
    }
  }

  /// Called when the play is over.
  ///
  /// @param kept whether a temporary directory is kept
  void leave(boolean kept, PrintWriter err) {
    if (temporary == null) {
      return;
    }
    try {
      if (kept) {
        err.println(
            "golem-runtime: the workdir was kept; to remove it: golem-runtime clean "
                + CheckText.quoted(path.toString()));
      } else {
        DirectoryTree.remove(path);
      }
      temporary.close();
    } catch (IOException e) {
      err.println("golem-runtime: cannot remove the workdir " + path + ": " + e.getMessage());
    }
  }
}
