package network.golem.runtime.sdk.frames;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A lock for threads that are in the middle of an author's recursion. A StackOverflowError in the
/// JDK's own code would leave the queue of waiting threads inconsistent: a thread that has been
/// removed from one queue and not yet added to the other would never wake up. So everything that
/// touches a queue first makes sure that there is enough stack. The common case, a free lock
/// without waiting threads, costs nothing extra.
final class OverflowSafeLock extends ReentrantLock {
  private static final long serialVersionUID = 1L;

  /// Some kilobytes in few stack frames, because Lincheck treats more than twenty as an infinite
  /// recursion.
  private static final int FRAMES = 12;

  /// @throws StackOverflowError if there is not enough stack; the lock is not held then
  @Override
  public void lock() {
    if (!tryLock()) {
      ensureStack();
      super.lock();
    }
  }

  /// Waits for a signal.
  ///
  /// @throws StackOverflowError if there is not enough stack; nothing has happened then
  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's
  void await(Condition condition) {
    ensureStack();
    condition.awaitUninterruptibly();
  }

  /// @throws StackOverflowError if there is not enough stack; nothing has happened then
  void signalAll(Condition condition) {
    if (hasWaiters(condition)) {
      ensureStack();
      condition.signalAll();
    }
  }

  /// Releases the lock if an unlock has failed.
  void releaseAll() {
    while (isHeldByCurrentThread()) {
      unlock();
    }
  }

  /// Wakes all threads that wait for the lock, so that they try again: a thread that has released
  /// it may have failed before it woke the next one, and nothing would wake that one later.
  void wakeAll() {
    getQueuedThreads().forEach(LockSupport::unpark);
  }

  private static void ensureStack() {
    long _ = descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  /// Needs all values after the call, so that each takes some stack.
  private static long descend(
      int frames,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      long g,
      long h,
      long i,
      long j,
      long k,
      long l) {
    return frames == 0
        ? a
        : descend(frames - 1, b, c, d, e, f, g, h, i, j, k, l, a)
            ^ a
            ^ b
            ^ c
            ^ d
            ^ e
            ^ f
            ^ g
            ^ h
            ^ i
            ^ j
            ^ k
            ^ l;
  }
}
