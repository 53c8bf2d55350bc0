package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadFactory;
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
///
/// An invariant holds whenever the lock is free: if more commands wait than threads are idle, then
/// one thread is being started, which will take a command and check again, or there are as many
/// threads as allowed, each of which takes the next command when its own has ended, or no thread
/// could be started, and a thread is refusing as many commands as were waiting then. For each
/// waiting command, one idle thread has been signalled, as far as there are any.
///
/// A thread that has taken a command out executes or refuses it, whatever fails meanwhile: nothing
/// that it does before that can throw, and refusing needs no list.
final class CommandThreads {
  /// The maximum number of threads.
  static final int MOST = 4096;

  private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Consumer<RunningCommand> refuse;
  private final Consumer<Throwable> giveUp;
  private final int most;
  private final ThreadFactory factory;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();

  @GuardedBy("lock")
  private final ArrayDeque<RunningCommand> waiting = new ArrayDeque<>();

  /// How many there are, including the one that is being started.
  @GuardedBy("lock")
  private int threads;

  /// How many of them wait for a command.
  @GuardedBy("lock")
  private int idle;

  /// Whether one of them is being started.
  @GuardedBy("lock")
  private boolean beginning;

  /// @param refuse called with each waiting command if no thread is available, without a lock
  /// @param giveUp called if that fails
  CommandThreads(Consumer<RunningCommand> refuse, Consumer<Throwable> giveUp) {
    this(refuse, giveUp, MOST, Thread.ofPlatform().daemon().name("command").factory());
  }

  CommandThreads(
      Consumer<RunningCommand> refuse,
      Consumer<Throwable> giveUp,
      int most,
      ThreadFactory factory) {
    this.refuse = refuse;
    this.giveUp = giveUp;
    this.most = most;
    this.factory = factory;
  }

  /// Executes the command as soon as there is a thread, or refuses it if none is available. Does
  /// not wait for a thread.
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

  /// Cancels a command that waits for a thread, if no further thread may be started: it may wait
  /// for long. (An idle thread that has been signalled might have been about to take it.)
  ///
  /// @return whether it is cancelled; false if it has been taken, or will soon be
  boolean cancelQueued(RunningCommand command) {
    lock.lock();
    try {
      return threads == most && waiting.remove(command);
    } finally {
      lock.unlock();
    }
  }

  /// Whether another thread is needed, which the caller must then start.
  @GuardedBy("lock")
  private boolean isOneWanted() {
    boolean wanted = !beginning && waiting.size() > idle && threads < most;
    if (wanted) {
      beginning = true;
      threads++;
    }
    return wanted;
  }

  /// Starts a thread. If that fails, refuses the waiting commands. Never throws, unless `giveUp`
  /// does, because the caller may have a command to execute.
  private void begin() {
    try {
      factory.newThread(this::work).start();
    } catch (Throwable e) { // an OutOfMemoryError: no thread, or no memory for one
      int left = notBegun();
      while (left-- > 0 && refuseNext()) {}
    }
  }

  /// @return how many commands are waiting, which are to be refused
  private int notBegun() {
    lock.lock();
    try {
      beginning = false;
      threads--;
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /// @return false if none is waiting any longer
  private boolean refuseNext() {
    RunningCommand next;
    lock.lock();
    try {
      next = waiting.poll();
    } finally {
      lock.unlock();
    }
    if (next != null) {
      try {
        refuse.accept(next);
      } catch (Throwable e) { // the supervisor waits for its answer
        giveUp.accept(e);
      }
    }
    return next != null;
  }

  private void work() {
    try {
      for (RunningCommand command = next(true); command != null; command = next(false)) {
        command.execute();
      }
    } catch (Throwable e) { // a command should not throw; this thread has to be replaced
      replace();
      throw e;
    }
  }

  /// The next command for this thread; if there is none, the thread ends.
  ///
  /// @param first whether this thread has just started
  private @Nullable RunningCommand next(boolean first) {
    RunningCommand next;
    boolean begin;
    lock.lock();
    try {
      beginning = beginning && !first;
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

  /// Called when this thread ends although commands may be waiting.
  private void replace() {
    boolean begin;
    lock.lock();
    try {
      threads--;
      begin = isOneWanted();
    } finally {
      lock.unlock();
    }
    if (begin) {
      begin();
    }
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
