package network.golem.runtime.sdk.launch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Notices the death of the parent process, even if another process keeps the pipe between them
/// open, and ends this process when its time is up.
///
/// Its thread is started at the beginning, because neither a thread nor memory may be available
/// when it has to act.
///
/// It polls the parent's pid, because `ProcessHandle.onExit` of a process that is not a child is
/// notified with a delay that grows with the lifetime of that process.
final class Watchdog {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final long parent;
  private final Runnable parentDied;
  private final Thread thread;

  private volatile long hardEnd;
  private volatile int hardEndCode;
  private volatile boolean armed;

  /// @param parent the pid of the launcher's parent, which has died if it is no longer this
  ///   process's parent; 0 if there is none to watch
  /// @param parentDied called when it has died; must not block
  Watchdog(long parent, Runnable parentDied) {
    this.parent = parent;
    this.parentDied = parentDied;
    this.thread = Thread.ofPlatform().daemon().name("watchdog").start(this::watch);
  }

  /// Ends the process at this time, if it is still alive. Needs no memory.
  ///
  /// @param nanoTime as `System.nanoTime` counts
  void hardEndAt(long nanoTime, int code) {
    hardEnd = nanoTime;
    hardEndCode = code;
    armed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    boolean looks = parent != 0;
    while (true) { // the first look is not on the way to the first answer
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
      try {
        looks = looks && parentLives();
      } catch (Throwable e) { // such as OutOfMemoryError: it polls again
      }
    }
  }

  /// If nothing can be learned about the parent, for instance because this process may open no
  /// further files, it is taken for alive: it has the same pid at the next look, or another.
  private boolean parentLives() {
    if (ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(parent) == parent) {
      return true;
    }
    parentDied.run();
    return false;
  }
}
