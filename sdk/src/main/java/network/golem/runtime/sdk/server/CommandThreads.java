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
/// Threads are started one at a time: while one is starting, the others continue with the waiting
/// commands. So a few threads execute a burst of short commands, and long-running commands get a
/// thread each. An idle thread is kept for a minute.
final class CommandThreads {
  /// The maximum number of threads.
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

  /// @param whenNoneCanBegin receives the waiting commands if no thread is available
  CommandThreads(Consumer<List<RunningCommand>> whenNoneCanBegin) {
    this.whenNoneCanBegin = whenNoneCanBegin;
  }

  /// Executes the command as soon as there is a thread. Never waits.
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

  /// Cancels a command that waits for a thread, if no further thread may be started.
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

  /// Whether another thread is needed, which the caller must then start.
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
    } catch (OutOfMemoryError e) { // no thread available
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

  /// The next command for this thread; if there is none, the thread ends.
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
        // was meant for the previous command
      } finally {
        idle--;
      }
    }
    return waiting.poll();
  }
}
