package network.golem.runtime.supervisor.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The processes of this system, read from `/proc`.
public final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  /// Fields of `/proc/PID/stat`, counted from the one after the name in parentheses.
  private static final int STATE = 0;

  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int SESSION = 3;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;
  private static final int CHILDREN_USER_TICKS = 13;
  private static final int CHILDREN_SYSTEM_TICKS = 14;
  private static final int RESIDENT_PAGES = 21;

  private ProcessTable() {}

  /// @param ownTicks its own processor time, in hundredths of a second
  /// @param childrenTicks the processor time of the children that it has reaped, including their
  ///   children's
  /// @param pages of 4 KiB in memory
  public record Entry(
      long pid,
      long parent,
      long group,
      long session,
      long ownTicks,
      long childrenTicks,
      long pages) {
    public long ticks() {
      return ownTicks + childrenTicks;
    }
  }

  static boolean isAvailable() {
    return Files.exists(PROC.resolve("self/stat"));
  }

  /// The living processes of a session.
  public static List<Entry> ofSession(long session) {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> numbered = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path directory : numbered) {
        read(directory).filter(entry -> entry.session() == session).ifPresent(entries::add);
      }
    } catch (IOException e) {
      return List.of(); // no table, so no processes
    }
    return entries;
  }

  /// One process, if it is alive.
  public static Optional<Entry> of(long pid) {
    return read(PROC.resolve(Long.toString(pid)));
  }

  /// Whether a process of this user is a JVM.
  static boolean isJava(long pid) {
    try (Stream<String> mapped = Files.lines(PROC.resolve(pid + "/maps"), ISO_8859_1)) {
      return mapped.anyMatch(line -> line.endsWith("/libjvm.so"));
    } catch (IOException | UncheckedIOException _) {
      return false; // it has ended in the meantime
    }
  }

  private static Optional<Entry> read(Path directory) {
    try {
      String stat = Files.readString(directory.resolve("stat"), ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(
              Long.parseLong(directory.getFileName().toString()),
              Long.parseLong(fields[PARENT]),
              Long.parseLong(fields[GROUP]),
              Long.parseLong(fields[SESSION]),
              Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]),
              Long.parseLong(fields[CHILDREN_USER_TICKS])
                  + Long.parseLong(fields[CHILDREN_SYSTEM_TICKS]),
              Long.parseLong(fields[RESIDENT_PAGES])));
    } catch (IOException e) {
      return Optional.empty(); // it has ended in the meantime
    }
  }
}
