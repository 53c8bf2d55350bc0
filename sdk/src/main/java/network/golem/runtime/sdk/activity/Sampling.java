package network.golem.runtime.sdk.activity;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A sample that is taken periodically, on a thread of its own, and once more whenever the newest
/// value is demanded.
final class Sampling {
  private final Runnable sample;
  private final long periodNanos;

  @GuardedBy("this")
  private long wanted;

  @GuardedBy("this")
  private long taken;

  /// Set once, under the monitor. The thread also reads it without, which costs at most one more
  /// sample.
  private volatile boolean ended;

  /// @param name the thread's name
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
      } catch (Throwable e) { // such as OutOfMemoryError: the next sample may succeed
      }
      try {
        await(before);
      } catch (InterruptedException e) { // by the author: the next sample is taken early
      }
    }
  }

  private synchronized long wanted() {
    return wanted;
  }

  /// Called after a sample, which satisfies all earlier demands. Waits until the next one is due.
  private synchronized void await(long before) throws InterruptedException {
    taken = before;
    notifyAll();
    long deadline = System.nanoTime() + periodNanos;
    while (!ended && wanted == taken && deadline - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
  }

  /// Demands a sample that begins now.
  ///
  /// @return its number, for [#await(long, long)]
  synchronized long demand() {
    notifyAll();
    return ++wanted;
  }

  /// Takes no more samples.
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /// Waits until that sample has been taken, but not beyond the deadline.
  ///
  /// @param deadline as `System.nanoTime` counts
  synchronized void await(long number, long deadline) throws InterruptedException {
    while (taken < number && deadline - System.nanoTime() > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
    }
  }
}
