package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The platform threads that commands run on.
///
/// They are begun one after another: while one is on its way, the others go on with what waits. So
/// a burst of short commands is worked off by a few threads, and commands that stay get one each. A
/// thread without work is kept for a minute.
final class CommandThreads {
  /// How many there may be.
  static final int MOST = 4096;

  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Consumer<List<RunningCommand>> whenNoneCanBegin;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  @GuardedBy("lock")
  private final ArrayDeque<RunningCommand> waiting = new ArrayDeque<>();

  @GuardedBy("lock")
  private int threads;

  @GuardedBy("lock")
  private int idle;

  @GuardedBy("lock")
  private boolean beginning;

  /// @param whenNoneCanBegin told of those that wait when the system has no thread to give
  CommandThreads(Consumer<List<RunningCommand>> whenNoneCanBegin) {
    this.whenNoneCanBegin = whenNoneCanBegin;
  }

  /// Has it executed as soon as there is a thread. Never waits.
  void add(RunningCommand command) {
    boolean begin;
    lock.lock();
    try {
      waiting.add(command);
      begin = isOneWanted();
      if (idle >= waiting.size()) {
        arrived.signal();
      }
    } finally {
      lock.unlock();
    }
    if (begin) {
      begin();
    }
  }

  /// Cancels a command that waits for a thread, if no further one may be begun.
  ///
  /// @return whether it was waiting
  boolean cancelQueued(RunningCommand command) {
    lock.lock();
    try {
      return threads == MOST && waiting.remove(command);
    } finally {
      lock.unlock();
    }
  }

  /// Whether another thread is to be begun, which the caller must do then.
  @GuardedBy("lock")
  private boolean isOneWanted() {
    boolean wanted = !beginning && waiting.size() > idle && threads < MOST;
    if (wanted) {
      beginning = true;
      threads++;
    }
    return wanted;
  }

  private void begin() {
    try {
      Thread.ofPlatform().daemon().name("command").start(this::work);
    } catch (OutOfMemoryError e) { // the system has no thread to give
      whenNoneCanBegin.accept(afterFailure());
    }
  }

  private List<RunningCommand> afterFailure() {
    lock.lock();
    try {
      beginning = false;
      threads--;
      List<RunningCommand> all = new ArrayList<>(waiting);
      waiting.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    begun();
    for (RunningCommand command = next(); command != null; command = next()) {
      command.execute();
    }
  }

  private void begun() {
    lock.lock();
    try {
      beginning = false;
    } finally {
      lock.unlock();
    }
  }

  /// The command that this thread goes on with; none: it ends.
  private @Nullable RunningCommand next() {
    RunningCommand next;
    boolean begin;
    lock.lock();
    try {
      next = awaitNext();
      begin = next != null && isOneWanted();
    } finally {
      lock.unlock();
    }
    if (begin) {
      begin();
    }
    return next;
  }

  @GuardedBy("lock")
  private @Nullable RunningCommand awaitNext() {
    long left = IDLE_NANOS;
    while (waiting.isEmpty()) {
      if (left <= 0) {
        threads--;
        return null;
      }
      idle++;
      try {
        left = arrived.awaitNanos(left);
      } catch (InterruptedException e) {
        // meant for the command that was here before
      } finally {
        idle--;
      }
    }
    return waiting.poll();
  }
}
