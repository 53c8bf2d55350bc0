package network.golem.runtime.sdk.activity;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Something that is done again and again, on a thread of its own, and once more whenever somebody
/// wants the newest.
final class Sampling {
  private final Runnable sample;
  private final long periodNanos;
  private long wanted;
  private long taken;
  private volatile boolean ended;

  /// @param name of the thread
  Sampling(String name, Duration period, Runnable sample) {
    this.sample = sample;
    this.periodNanos = period.toNanos();
    var _ = Thread.ofPlatform().daemon().name(name).start(this::untilEnded);
  }

  private void untilEnded() {
    while (!ended) {
      long before = wanted();
      try {
        sample.run();
      } catch (Throwable e) { // memory is used up, say: the next may be taken
      }
      try {
        await(before);
      } catch (InterruptedException e) { // somebody interrupts all threads: the next comes early
      }
    }
  }

  private synchronized long wanted() {
    return wanted;
  }

  /// A sample has been taken for all who wanted it before; waits for the next one's time.
  private synchronized void await(long before) throws InterruptedException {
    taken = before;
    notifyAll();
    long deadline = System.nanoTime() + periodNanos;
    while (!ended && wanted == taken && deadline - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
  }

  /// Has one taken that begins now.
  ///
  /// @return its number, for [#await(long, long)]
  synchronized long demand() {
    notifyAll();
    return ++wanted;
  }

  /// Takes no more.
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /// Waits until it has been taken, but not longer than until this time.
  ///
  /// @param deadline in the time of `System.nanoTime`
  synchronized void await(long number, long deadline) throws InterruptedException {
    while (taken < number && deadline - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
  }
}
