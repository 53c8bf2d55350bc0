package network.golem.runtime.sdk.processes.accounting;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.posix.Posix;

/// Reaps children of this process: takes their exit codes, and the processor time that they have
/// used.
public final class Reaper {
  /// The size of a `struct rusage`, sufficient for any architecture. It begins with user and system
  /// time, each as seconds and microseconds.
  private static final int USAGE = 256;

  private Reaper() {}

  /// Waits until a child of this process has ended, and reaps it.
  public static Exit reap(long pid, MemoryScope scope, Posix posix) {
    NativeMemory status = scope.allocate(Integer.BYTES);
    NativeMemory usage = scope.allocate(USAGE);
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
  static Subreaper.Reaping reapIfDead(long pid, MemoryScope scope, Posix posix) {
    NativeMemory status = scope.allocate(Integer.BYTES);
    NativeMemory usage = scope.allocate(USAGE);
    int waited = posix.wait4(pid, status, Posix.WNOHANG, usage);
    if (waited > 0) {
      return new Subreaper.Reaping.Reaped(exit(status, usage));
    }
    return waited == 0 || posix.errno() == Posix.EINTR
        ? new Subreaper.Reaping.Alive()
        : new Subreaper.Reaping.Gone();
  }

  private static Exit exit(NativeMemory status, NativeMemory usage) {
    return Exit.of(status.getInt(0), time(usage, 0).plus(time(usage, 2)));
  }

  private static Duration time(NativeMemory usage, int index) {
    return Duration.ofSeconds(usage.getLong(Long.BYTES * index))
        .plusNanos(TimeUnit.MICROSECONDS.toNanos(usage.getLong(Long.BYTES * (index + 1))));
  }
}
