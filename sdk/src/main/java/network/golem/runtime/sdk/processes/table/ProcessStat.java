package network.golem.runtime.sdk.processes.table;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// The content of `/proc/PID/stat`.
///
/// @param start when the process was started; together with the pid, this identifies it uniquely
/// @param dead whether it has ended and has not been reaped yet
/// @param flags the flags of its first thread
/// @param ticks the processor time that it has used itself
/// @param childTicks the processor time of the children that it has reaped
public record ProcessStat(
    long pid, long parent, long start, boolean dead, long flags, long ticks, long childTicks) {
  // Indexes of fields, counted from the one after the name in parentheses.
  private static final int STATE = 0;
  private static final int PARENT = 1;
  private static final int FLAGS = 6;
  private static final int CPU = 11; // user and system time: its own, then its children's
  private static final int START = 19;

  /// The unit of times in that file, on every architecture of Linux.
  private static final Duration TICK = Duration.ofMillis(10);

  /// Empty if the process has ended.
  public static Optional<ProcessStat> of(long pid) {
    try {
      return Optional.of(parse(pid, Proc.read(pid, "stat")));
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

  /// Its own time and that of its children.
  Duration cpu() {
    return TICK.multipliedBy(ticks + childTicks);
  }

  Duration childCpu() {
    return TICK.multipliedBy(childTicks);
  }
}
