package network.golem.runtime.sdktests;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Processes that sleep for a long time, and can be identified by their arguments.
final class Sleepers {
  private static final long START = 1_000_000;

  /// The time that they sleep, in seconds, which no other process uses.
  private final String seconds =
      (START + Math.floorMod(UUID.randomUUID().getMostSignificantBits(), START))
          + "."
          + ProcessHandle.current().pid();

  /// The shell command for one of them.
  String sleep() {
    return "sleep " + seconds;
  }

  /// How long they sleep.
  String seconds() {
    return seconds;
  }

  /// Waits until each has the limit by which it is found.
  void awaitMarked() throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    for (long pid : living()) {
      while (Proc.read(pid, "limits").matches("(?s).*Max realtime timeout +unlimited.*")) {
        if (deadline - System.nanoTime() < 0) {
          throw new AssertionError("after 4 s, " + pid + " has no mark");
        }
        Thread.sleep(5); // there is no event for a limit
      }
    }
  }

  /// Ends those that are alive.
  void end() throws InterruptedException {
    for (long pid : living()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    awaitNone();
  }

  /// A Perl program that becomes one of them like a daemon: it forks twice, creates a session, and
  /// overwrites its arguments and its environment.
  String daemon() {
    return """
    perl -e 'use POSIX; fork && exit 0; POSIX::setsid(); fork && exit 0;
    $0 = "%s" . " " x 6000; POSIX::dup2(POSIX::open("/dev/null", 2), $_) for 0..2; pause'\
    """
        .formatted(sleep());
  }

  /// Waits until this many are alive. How long programs take to start depends on the machine.
  void await(int count) throws InterruptedException {
    await(count, Duration.ofSeconds(30));
  }

  /// Waits until none is left, which a runtime has to ensure in time.
  void awaitNone() throws InterruptedException {
    await(0, Duration.ofSeconds(4));
  }

  private void await(int count, Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    for (List<Long> living = living(); living.size() != count; living = living()) {
      if (deadline - System.nanoTime() < 0) {
        throw new AssertionError(
            "after "
                + atMost
                + ", there are these of '"
                + sleep()
                + "', not "
                + count
                + ": "
                + living);
      }
      Thread.sleep(5); // there is no event for the end of a process that is not a child
    }
  }

  private List<Long> living() {
    try {
      return Proc.all().stream()
          .filter(pid -> Proc.read(pid, "cmdline").replace('\0', ' ').strip().equals(sleep()))
          .toList();
    } catch (IOException e) {
      throw new AssertionError("cannot list the processes", e);
    }
  }
}
