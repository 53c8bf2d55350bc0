package network.golem.runtime.sdk.processes.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What `/proc/PID/stat` tells of a process.
///
/// @param start when it was started; with the pid, that names it for ever
/// @param dead nobody has waited for it yet
/// @param flags of its first thread
/// @param ticks the processor time that it has used itself
/// @param childTicks that of the children that it waited for
public record ProcessStat(
    long pid, long parent, long start, boolean dead, long flags, long ticks, long childTicks) {
  private static final Path PROC = Path.of("/proc");

  // Fields, counted from the one behind the name in parentheses.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int FLAGS = 6;
  private static final int CPU = 11; // user and system time, its own and then its children's
  private static final int START = 19;

  /// The unit of times in there, on every architecture that Linux has.
  private static final Duration TICK = Duration.ofMillis(10);

  /// Empty where it has ended.
  public static Optional<ProcessStat> of(long pid) {
    try {
      return Optional.of(
          parse(
              pid, Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"), ISO_8859_1)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static ProcessStat parse(long pid, String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return new ProcessStat(
        pid,
        Long.parseLong(fields[PARENT]),
        Long.parseLong(fields[START]),
        fields[STATE].equals("Z") || fields[STATE].equals("X"),
        Long.parseLong(fields[FLAGS]),
        Long.parseLong(fields[CPU]) + Long.parseLong(fields[CPU + 1]),
        Long.parseLong(fields[CPU + 2]) + Long.parseLong(fields[CPU + 3]));
  }

  /// All of it.
  Duration cpu() {
    return TICK.multipliedBy(ticks + childTicks);
  }

  Duration childCpu() {
    return TICK.multipliedBy(childTicks);
  }
}
