package network.golem.runtime.sdk.processes.accounting;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.posix.Posix;

/// Reaps children of this process: takes their exit codes, and the processor time that they have
/// used.
public final class Reaper {
  /// The size of a `struct rusage`, sufficient for any architecture. It begins with user and system
  /// time, each as seconds and microseconds.
  private static final long USAGE = 256;

  private Reaper() {}

  /// Waits until a child of this process has ended, and reaps it.
  public static Exit reap(long pid, Arena arena, Posix posix) {
    MemorySegment status = arena.allocate(JAVA_INT);
    MemorySegment usage = arena.allocate(USAGE, JAVA_LONG.byteAlignment());
    while (posix.wait4(pid, status, 0, usage) < 0) {
      if (posix.errno() != Posix.EINTR) {
        throw lost(pid);
      }
    }
    return exit(status, usage);
  }

  static IllegalStateException lost(long pid) {
    return new IllegalStateException(
        "the exit code of process "
            + pid
            + " is lost: something else in this process has waited for it");
  }

  /// Reaps a child of this process if it has ended.
  static Subreaper.Reaping reapIfDead(long pid, Arena arena, Posix posix) {
    MemorySegment status = arena.allocate(JAVA_INT);
    MemorySegment usage = arena.allocate(USAGE, JAVA_LONG.byteAlignment());
    int waited = posix.wait4(pid, status, Posix.WNOHANG, usage);
    if (waited > 0) {
      return new Subreaper.Reaping.Reaped(exit(status, usage));
    }
    return waited == 0 || posix.errno() == Posix.EINTR
        ? new Subreaper.Reaping.Alive()
        : new Subreaper.Reaping.Gone();
  }

  private static Exit exit(MemorySegment status, MemorySegment usage) {
    return Exit.of(status.get(JAVA_INT, 0), time(usage, 0).plus(time(usage, 2)));
  }

  private static Duration time(MemorySegment usage, long index) {
    return Duration.ofSeconds(usage.getAtIndex(JAVA_LONG, index))
        .plusNanos(TimeUnit.MICROSECONDS.toNanos(usage.getAtIndex(JAVA_LONG, index + 1)));
  }
}
