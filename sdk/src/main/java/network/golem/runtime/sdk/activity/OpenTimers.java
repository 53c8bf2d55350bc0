package network.golem.runtime.sdk.activity;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.Counter;

/// The timers of one counter that have not been closed: the time that has passed so far counts,
/// too.
final class OpenTimers {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Counter counter;
  private final Set<OpenTimer> open = ConcurrentHashMap.newKeySet();

  OpenTimers(Counter counter) {
    this.counter = counter;
  }

  Counter.Timer start() {
    OpenTimer timer = new OpenTimer();
    open.add(timer);
    return timer;
  }

  /// Adds the time that has passed for each since it was last counted.
  void count() {
    open.forEach(OpenTimer::count);
  }

  private final class OpenTimer implements Counter.Timer {
    @GuardedBy("this")
    private long counted = System.nanoTime();

    private synchronized void count() {
      if (open.contains(this)) {
        long now = System.nanoTime();
        counter.add((now - counted) / SECOND);
        counted = now;
      }
    }

    @Override
    public synchronized void close() {
      count();
      open.remove(this);
    }
  }
}
