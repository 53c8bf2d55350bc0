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

  // of the fields that follow a process's name in proc_pid_stat(5)
  private static final int STATE = 0;
  private static final int FLAGS = 6;

  /// The kernel's PF_EXITING.
  private static final long EXITING = 0x4;

  /// SIGKILL in a mask of signals, where the lowest bit is signal 1.
  private static final long KILL = 1L << 8;

  private MarkedProcesses() {}

  /// The living processes with this value, oldest first.
  static List<ProcessHandle> of(String value) {
    String wanted = "\0" + VARIABLE + "=" + value + "\0";
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> numbered = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path directory : numbered) {
        if (environment(directory).contains(wanted) && isAlive(directory)) {
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

  /// Neither a zombie nor one that SIGKILL is on its way to: it runs none of its program any more,
  /// though it stays in the table until the system has taken it down.
  private static boolean isAlive(Path directory) {
    try {
      String stat = Files.readString(directory.resolve("stat"), ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
      boolean ending = (Long.parseLong(fields[FLAGS]) & EXITING) != 0;
      return !ended && !ending && !isKilled(directory);
    } catch (IOException _) {
      return false; // it has ended in the meantime
    }
  }

  /// Whether SIGKILL is pending, for one of its threads or for all.
  private static boolean isKilled(Path directory) throws IOException {
    return Files.readString(directory.resolve("status"), ISO_8859_1)
        .lines()
        .filter(line -> line.startsWith("SigPnd:") || line.startsWith("ShdPnd:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & KILL) != 0);
  }
}
