package network.golem.runtime.conformance.trial;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds processes by a variable in their environment, which everything that a runtime starts has
/// inherited, even in a session or a process group of its own.
final class MarkedProcesses {
  static final String VARIABLE = "GOLEM_RUNTIME_CHECK";

  private static final Path PROC = Path.of("/proc");

  private MarkedProcesses() {}

  /// The living processes with this value, oldest first.
  static List<ProcessHandle> of(String value) {
    String wanted = "\0" + VARIABLE + "=" + value + "\0";
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> numbered = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path directory : numbered) {
        if (isAlive(directory) && environment(directory).contains(wanted)) {
          ProcessHandle.of(Long.parseLong(directory.getFileName().toString()))
              .ifPresent(found::add);
        }
      }
    } catch (IOException _) {
      return List.of(); // a system without a process table in /proc: nothing can be found
    }
    return found;
  }

  private static String environment(Path directory) {
    try {
      return "\0" + Files.readString(directory.resolve("environ"), ISO_8859_1) + "\0";
    } catch (IOException _) {
      return ""; // it has ended, or belongs to another user
    }
  }

  /// A zombie has ended.
  private static boolean isAlive(Path directory) {
    try {
      String stat = Files.readString(directory.resolve("stat"), ISO_8859_1);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException _) {
      return false; // it has ended in the meantime
    }
  }
}
