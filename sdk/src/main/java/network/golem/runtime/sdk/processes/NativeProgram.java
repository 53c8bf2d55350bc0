package network.golem.runtime.sdk.processes;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.posix.Signal;
import org.jspecify.annotations.Nullable;

/// A program that `posix_spawn` has started.
final class NativeProgram implements StartedProgram {
  /// Room for an `rusage`, on any architecture. User and system time come first in it, each as
  /// seconds and microseconds.
  private static final long USAGE = 256;

  private final long pid;
  private final int out;
  private final int err;
  private final @Nullable Feeder feeder;
  private final Offspring offspring;

  /// Known once somebody has waited for it: from then on, its number may be another's.
  private volatile @Nullable Exit exit;

  /// @param offspring told of its end
  NativeProgram(long pid, int out, int err, @Nullable Feeder feeder, Offspring offspring) {
    this.pid = pid;
    this.out = out;
    this.err = err;
    this.feeder = feeder;
    this.offspring = offspring;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public Exit await(ProgramOutput output, Runnable beforeGivingUp) throws InterruptedException {
    try (Arena arena = Arena.ofConfined();
        OutputWatch watch = new OutputWatch(arena, this, out, err, output)) {
      try {
        return watch.untilEnd();
      } catch (Throwable e) { // also what taking the output throws
        beforeGivingUp.run();
        throw e;
      }
    } finally {
      stopFeeding();
    }
  }

  @Override
  public void end() {
    if (exit != null) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      Posix posix = new Posix(arena);
      int _ = posix.kill(pid, Signal.KILL);
      while (posix.awaitEnd(pid) < 0 && posix.errno() == Posix.EINTR) {}
      Exit _ = reap(arena, posix);
    } finally {
      stopFeeding();
    }
  }

  private void stopFeeding() {
    Feeder started = feeder;
    if (started != null) {
      started.stop();
    }
  }

  /// Takes its exit code, once it has ended.
  Exit reap(Arena arena, Posix posix) {
    Exit reaped = offspring.reap(pid, () -> reap(pid, arena, posix));
    exit = reaped;
    return reaped;
  }

  /// Waits for the end of a child of this process, and takes its exit code.
  static Exit reap(long pid, Arena arena, Posix posix) {
    MemorySegment status = arena.allocate(JAVA_INT);
    MemorySegment usage = arena.allocate(USAGE, JAVA_LONG.byteAlignment());
    while (posix.wait4(pid, status, 0, usage) < 0) {
      if (posix.errno() != Posix.EINTR) {
        throw new IllegalStateException(
            "the exit code of process " + pid + " is lost: somebody else has waited for it");
      }
    }
    return exit(status, usage);
  }

  /// Takes the exit code of a child of this process, where it has ended.
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
