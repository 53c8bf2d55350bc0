package network.golem.runtime.sdk.server;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// How the time for stopping is shared out, from the moment it begins: the supervisor gives up
/// after five seconds.
///
/// @param deadline when all is to be over, in the time of `System.nanoTime`, as the other
/// @param hardEnd when the process ends in any case
record StopTimes(long deadline, long hardEnd) {
  private static final long COMMANDS = TimeUnit.MILLISECONDS.toNanos(600);
  private static final long SAMPLES = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long JOINS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long BACKGROUND = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long CHILDREN = TimeUnit.MILLISECONDS.toNanos(200);
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

  /// What the running commands get for ending by themselves: a fifth, and 0.6 s at most.
  long forCommands() {
    return Math.max(0, Math.min(COMMANDS, left() / 5));
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

  /// What is still running after `stop` gets for ending by itself.
  Duration forChildren() {
    return Duration.ofNanos(Math.max(0, Math.min(CHILDREN, left() / 2)));
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
