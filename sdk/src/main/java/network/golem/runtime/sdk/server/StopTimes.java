package network.golem.runtime.sdk.server;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// How the time for stopping is shared out, from the moment it begins: the supervisor gives up
/// after five seconds. Whoever needs less leaves the rest to those behind.
///
/// Of the usual three seconds, commands that execute programs have 1.7, and their programs 1.2 of
/// those between SIGTERM and SIGKILL; other commands 0.6. `stop` and the runtime's own children
/// share what is left; where a counter may have changed, half of that is kept for the tick.
///
/// @param deadline when all is to be over, in the time of `System.nanoTime`, as the other
/// @param hardEnd when the process ends in any case
record StopTimes(long deadline, long hardEnd) {
  private static final long COMMANDS = TimeUnit.MILLISECONDS.toNanos(600);
  private static final long PROGRAMS = TimeUnit.MILLISECONDS.toNanos(1700);
  private static final long SAMPLES = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long JOINS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long BACKGROUND = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long CHILDREN = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long CHILDREN_AT_BEST = TimeUnit.MILLISECONDS.toNanos(1200);
  private static final long UNREAD = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long AFTER_DEADLINE = TimeUnit.SECONDS.toNanos(1);

  /// The supervisor reads the counters once a second: what changed longer ago than this is on the
  /// bill.
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1100);

  /// @param begin when the reason to stop came up
  static StopTimes beginning(long begin, double stopSeconds) {
    long deadline = begin + (long) (stopSeconds * TimeUnit.SECONDS.toNanos(1));
    return new StopTimes(deadline, deadline + AFTER_DEADLINE);
  }

  /// What the last samples of the counters get: a tenth, and 0.3 s at most.
  Duration forSamples() {
    return Duration.ofNanos(Math.max(0, Math.min(SAMPLES, left() / 10)));
  }

  /// What the running commands get for ending by themselves: a fifth, and 0.6 s at most; where they
  /// execute programs, three fifths, and 1.7 s at most.
  long forCommands(boolean programs) {
    return Math.max(
        0, programs ? Math.min(PROGRAMS, left() / 5 * 3) : Math.min(COMMANDS, left() / 5));
  }

  /// What a network that is being joined gets for breaking off.
  Duration forJoins() {
    return Duration.ofNanos(Math.max(0, Math.min(JOINS, left() / 10)));
  }

  /// What the background tasks get for ending by themselves.
  Duration forBackground() {
    return Duration.ofNanos(Math.max(0, Math.min(BACKGROUND, left() / 10)));
  }

  /// What `stop` gets: the rest, but for the runtime's own children and for the wait for the tick,
  /// where that may be needed.
  long forStop(boolean tick) {
    return Math.max(0, left() - CHILDREN - (tick ? Math.min(TICK, left() / 2) : 0));
  }

  /// What is still running after `stop` gets for ending by itself: 1.2 s where there is so much
  /// time beside the wait for the tick, and 0.2 s where there is not.
  Duration forChildren(boolean tick) {
    long left = left();
    long spare = left - (tick ? TICK : 0) - CHILDREN;
    return Duration.ofNanos(
        Math.max(0, Math.max(Math.min(CHILDREN, left / 2), Math.min(CHILDREN_AT_BEST, spare))));
  }

  /// What is left of the wait for the tick that takes in the last change of a counter.
  long untilTick(OptionalLong lastChange) {
    return lastChange.isEmpty()
        ? 0
        : Math.max(0, Math.min(lastChange.getAsLong() + TICK - System.nanoTime(), left()));
  }

  /// Until when the last frames may take to leave. Where nobody asked for them and nobody may be
  /// there to read them, that is soon.
  long forLastFrames(boolean awaited) {
    return awaited ? hardEnd : Math.min(deadline, System.nanoTime() + UNREAD);
  }

  private long left() {
    return deadline - System.nanoTime();
  }
}
