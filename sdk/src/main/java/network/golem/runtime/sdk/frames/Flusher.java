package network.golem.runtime.sdk.frames;

import java.util.concurrent.locks.LockSupport;

/// Whether the flusher, the thread that writes on behalf of threads that must not wait, is needed,
/// and how soon. Plain data, which the [FrameWriter] guards.
///
/// The thread rests without the lock, so waking it needs neither the lock nor much stack. It is
/// woken before the state changes, as that may throw a StackOverflowError; it sees the change when
/// it gets the lock.
final class Flusher {
  /// [#rest(long)], if there is nothing to do before somebody calls.
  static final long UNTIL_CALLED = Long.MAX_VALUE;

  private final Thread thread;
  private final long gatherNanos;

  /// It checks when it starts.
  private State state = State.GATHERING;

  /// Until when it leaves gathered frames to other threads, and how many turns had ended when that
  /// began.
  private long gathersUntil;

  private long gathersSinceTurn = -1;

  private enum State {
    /// It is not needed.
    RESTING,
    /// It writes after a while, unless another thread does so earlier.
    GATHERING,
    /// It writes as soon as no other thread is writing.
    DUE
  }

  /// @param gatherNanos how long gathered frames wait for more, at most twice
  Flusher(Thread thread, long gatherNanos) {
    this.thread = thread;
    this.gatherNanos = gatherNanos;
  }

  /// Makes it check whether there is something to write.
  void wake() {
    LockSupport.unpark(thread);
  }

  /// Makes it write as soon as no other thread is writing.
  void call() {
    if (state != State.DUE) {
      wake();
      state = State.DUE;
    }
  }

  /// Makes it write after a while, unless another thread does so earlier.
  void gather() {
    if (state == State.RESTING) {
      wake();
      state = State.GATHERING;
    }
  }

  boolean isResting() {
    return state == State.RESTING;
  }

  /// It has nothing to do, or is about to do it.
  void settle() {
    state = State.RESTING;
  }

  /// How much is left of the time in which the threads that gather frames may write them
  /// themselves. It begins anew if they have written some in the meantime.
  ///
  /// @param turns how many have ended
  /// @return nanoseconds; not positive if it must write now
  long leftToOthers(long turns) {
    if (state == State.DUE) {
      return 0;
    }
    state = State.GATHERING;
    long now = System.nanoTime();
    if (gathersSinceTurn != turns) {
      gathersSinceTurn = turns;
      gathersUntil = now + gatherNanos;
    }
    return gathersUntil - now;
  }

  /// Waits, on the flusher's own thread, until it is woken or the time is over.
  static void rest(long nanos) {
    if (nanos == UNTIL_CALLED) {
      LockSupport.park();
    } else {
      LockSupport.parkNanos(nanos);
    }
  }
}
