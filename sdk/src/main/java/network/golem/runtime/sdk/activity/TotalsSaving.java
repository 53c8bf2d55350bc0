package network.golem.runtime.sdk.activity;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import network.golem.runtime.sdk.messages.Log;
import org.jspecify.annotations.Nullable;

/// Saves the totals while they change, on a thread of its own: at once after a pause, and then at
/// most twice a second. A runtime that is killed therefore loses at most the last half second, and
/// counting does not wait for the disk.
final class TotalsSaving {
  private static final long PERIOD_MILLIS = 500;

  private final SavedTotals file;
  private final Supplier<Map<String, Double>> totals;
  private final BooleanSupplier moreToCome;
  private final Log log;

  /// Whether the thread has something to save. It is set under this object's lock.
  private volatile boolean wanted;

  @GuardedBy("this")
  private @Nullable Thread thread;

  @GuardedBy("this")
  private boolean ended;

  /// @param moreToCome whether totals may change without [#changed()] being called
  TotalsSaving(
      SavedTotals file, Supplier<Map<String, Double>> totals, BooleanSupplier moreToCome, Log log) {
    this.file = file;
    this.totals = totals;
    this.moreToCome = moreToCome;
    this.log = log;
  }

  /// A total has changed. Never blocks.
  void changed() {
    if (!wanted) {
      want();
    }
  }

  private synchronized void want() {
    if (ended) {
      return;
    }
    if (thread == null) {
      try {
        thread = Thread.ofPlatform().daemon().name("counters").start(this::untilEnded);
      } catch (OutOfMemoryError _) {
        return; // the next change asks again, and the end saves in any case
      }
    }
    wanted = true;
    notifyAll();
  }

  private void untilEnded() {
    try {
      while (awaitWanted()) {
        save(false);
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // never interrupted; if it is, it ends
    }
  }

  private synchronized boolean awaitWanted() throws InterruptedException {
    while (!wanted && !ended) {
      wait();
    }
    wanted = false;
    return !ended;
  }

  private synchronized void pause() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
    for (long left = PERIOD_MILLIS; !ended && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
    wanted |= moreToCome.getAsBoolean();
  }

  /// Saves them now, on this thread.
  ///
  /// @param look whether another process may have changed the file
  void save(boolean look) {
    try {
      synchronized (file) {
        if (look) {
          file.look();
        }
        file.save(totals.get());
      }
    } catch (RuntimeException | Error e) { // whatever it is, the runtime continues
      log.failure("cannot save the counters' totals for a later start", e);
    }
  }

  /// From now on, saves them only on request.
  synchronized void end() {
    ended = true;
    notifyAll();
  }
}
