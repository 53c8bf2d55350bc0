package network.golem.runtime.sdk.launch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Notices that the process which started this one is gone, even where a third keeps the pipe
/// between them open; and ends this process in any case when its time is over.
///
/// Its thread is there from the beginning: when it has to act, the system may have neither a thread
/// nor memory to give.
///
/// It asks for the parent's number again and again: `ProcessHandle.onExit` of a process that is no
/// child of one's own is told later and later, the longer it has lived.
final class Watchdog {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final long parent;
  private final Runnable parentDied;
  private final Thread thread;

  private volatile long hardEnd;
  private volatile int hardEndCode;
  private volatile boolean armed;

  /// @param parent the process that the launcher saw as its parent; another one now means that it
  ///   has died already; 0: there is none to watch
  /// @param parentDied told of its death; waits for nothing
  Watchdog(long parent, Runnable parentDied) {
    this.parent = parent;
    this.parentDied = parentDied;
    this.thread = Thread.ofPlatform().daemon().name("watchdog").start(this::watch);
  }

  /// Ends the process at this time, if it still lives then. Needs no memory.
  ///
  /// @param nanoTime in the time of `System.nanoTime`
  void hardEndAt(long nanoTime, int code) {
    hardEnd = nanoTime;
    hardEndCode = code;
    armed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    boolean looks = parent != 0;
    while (true) {
      try {
        looks = looks && parentLives();
      } catch (Throwable e) { // memory is used up, say: it looks again
      }
      long pause = looks ? PERIOD_NANOS : Long.MAX_VALUE;
      if (armed) {
        long left = hardEnd - System.nanoTime();
        if (left <= 0) {
          Runtime.getRuntime().halt(hardEndCode);
        }
        pause = Math.min(pause, left);
      }
      boolean _ = Thread.interrupted(); // never interrupted; if it is, it continues
      LockSupport.parkNanos(this, pause);
    }
  }

  private boolean parentLives() {
    if (ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L) == parent) {
      return true;
    }
    parentDied.run();
    return false;
  }
}
