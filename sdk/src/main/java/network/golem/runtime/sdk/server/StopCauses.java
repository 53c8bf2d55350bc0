package network.golem.runtime.sdk.server;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The reasons to stop so far, each with its time, from which the supervisor's patience counts.
final class StopCauses {
  private final LinkedBlockingQueue<Stamped> causes = new LinkedBlockingQueue<>();

  /// @param at as `System.nanoTime` counts
  record Stamped(StopCause cause, long at) {}

  void add(StopCause cause) {
    causes.add(new Stamped(cause, System.nanoTime()));
  }

  /// Waits for the next reason. Ignores interruptions, because an author who interrupts all threads
  /// is no reason to stop.
  Stamped take() {
    while (true) {
      try {
        return causes.take();
      } catch (InterruptedException e) {
        // not meant for this thread
      }
    }
  }

  /// Waits until the input has ended, but no longer than `limit`. Forgets the reasons that arrive
  /// in the meantime.
  void awaitEndOfInput(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    Stamped next;
    do {
      next = causes.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } while (next != null && !(next.cause() instanceof StopCause.EndOfInput));
  }

  /// Whether a shutdown request has arrived in the meantime.
  Optional<StopCause.Requested> request() {
    for (Stamped stamped : causes) {
      if (stamped.cause() instanceof StopCause.Requested asked) {
        return Optional.of(asked);
      }
    }
    return Optional.empty();
  }
}
