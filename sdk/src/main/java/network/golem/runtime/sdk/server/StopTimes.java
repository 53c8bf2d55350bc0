package network.golem.runtime.sdk.server;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.command.ProgramGrace;

/// How the time for stopping is divided, from the moment it begins. The supervisor gives up after
/// five seconds. A step that needs less leaves the rest to the next ones.
///
/// Of the default three seconds, commands that execute programs have 1.7, of which their programs
/// have 1.2 between SIGTERM and SIGKILL ([ProgramGrace]); other commands have 0.6. `stop` and the
/// runtime's own children share what is left. If a counter may have changed, half of that is
/// reserved for the supervisor's next reading of the counters, the tick.
///
/// @param deadline when everything should be over, as `System.nanoTime` counts, like `hardEnd`
/// @param hardEnd when the process ends in any case
record StopTimes(long deadline, long hardEnd) {
  private static final long COMMANDS = TimeUnit.MILLISECONDS.toNanos(600);
  private static final long WITH_PROGRAMS = ProgramGrace.ofCommand(ProgramGrace.AT_SHUTDOWN_NANOS);
  private static final long SAMPLES = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long JOINS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long BACKGROUND = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long CHILDREN = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long CHILDREN_AT_BEST = TimeUnit.MILLISECONDS.toNanos(1200);
  private static final long UNREAD = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long AFTER_DEADLINE = TimeUnit.SECONDS.toNanos(1);

  /// The supervisor reads the counters once a second, so a change that is older than this is on the
  /// bill.
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1100);

  /// @param begin when the reason to stop arose
  static StopTimes beginning(long begin, double stopSeconds) {
    long deadline = begin + (long) (stopSeconds * TimeUnit.SECONDS.toNanos(1));
    return new StopTimes(deadline, deadline + AFTER_DEADLINE);
  }

  /// The time for the last samples of the counters: a tenth, and at most 0.3 s.
  Duration forSamples() {
    return Duration.ofNanos(Math.max(0, Math.min(SAMPLES, left() / 10)));
  }

  /// The time that running commands have to end by themselves: a fifth, and at most 0.6 s; if they
  /// execute programs, three fifths, and at most 1.7 s.
  long forCommands(boolean programs) {
    return Math.max(
        0, programs ? Math.min(WITH_PROGRAMS, left() / 5 * 3) : Math.min(COMMANDS, left() / 5));
  }

  /// The time that a join in progress has to return after it is interrupted.
  Duration forJoins() {
    return Duration.ofNanos(Math.max(0, Math.min(JOINS, left() / 10)));
  }

  /// The time that background tasks have to end by themselves.
  Duration forBackground() {
    return Duration.ofNanos(Math.max(0, Math.min(BACKGROUND, left() / 10)));
  }

  /// The time for `stop`: the rest, except for the parts of the runtime's own children and of the
  /// wait for the tick, if that may be needed.
  long forStop(boolean tick) {
    return Math.max(0, left() - CHILDREN - (tick ? Math.min(TICK, left() / 2) : 0));
  }

  /// The time that processes still running after `stop` have to end by themselves: 1.2 s if that
  /// much time is left beside the wait for the tick, otherwise 0.2 s.
  Duration forChildren(boolean tick) {
    long left = left();
    long spare = left - (tick ? TICK : 0) - CHILDREN;
    return Duration.ofNanos(
        Math.max(0, Math.max(Math.min(CHILDREN, left / 2), Math.min(CHILDREN_AT_BEST, spare))));
  }

  /// How long to wait for the tick that includes the last change of a counter.
  long untilTick(OptionalLong lastChange) {
    return lastChange.isEmpty()
        ? 0
        : Math.max(0, Math.min(lastChange.getAsLong() + TICK - System.nanoTime(), left()));
  }

  /// The deadline for sending the last frames. It is early if the supervisor has not asked for them
  /// and may be gone.
  long forLastFrames(boolean awaited) {
    return awaited ? hardEnd : Math.min(deadline, System.nanoTime() + UNREAD);
  }

  private long left() {
    return deadline - System.nanoTime();
  }
}
