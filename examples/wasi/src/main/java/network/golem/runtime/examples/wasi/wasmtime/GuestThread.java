package network.golem.runtime.examples.wasi.wasmtime;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import network.golem.runtime.examples.wasi.engine.Guest.Ending;
import network.golem.runtime.examples.wasi.engine.GuestSpec;
import org.jspecify.annotations.Nullable;

/// The thread of a guest: it creates the guest's instances, calls its entry, and is what the host
/// functions find.
///
/// A platform thread of its own: wasmtime checks a guest's stack against its own limit, which must
/// end before the thread's stack does, together with the frames of the host functions on top of it.
final class GuestThread extends Thread {
  /// Four times what the guest may use: a guest that recurses on a thread below 640 KiB ends the
  /// JVM.
  static final long STACK = 2 * 1024 * 1024;

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final Work work;
  private final GuestStreams streams;
  private final ThreadClock clock = new ThreadClock();
  private final NativeArena arena = new NativeArena();
  private final NativeMemory scratch = NativeMemory.allocate(arena, Instances.EXTERN);
  private final Views views = new Views();
  private final CountDownLatch ended = new CountDownLatch(1);

  /// Set once. While it is set and the thread lives, the guest is to end.
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();

  /// What the thread does.
  @FunctionalInterface
  interface Work {
    /// @return how the guest ended by itself
    Ending run(GuestThread thread);
  }

  GuestThread(GuestSpec spec, Work work) {
    super(null, null, "guest-" + NUMBERS.incrementAndGet(), STACK, false);
    this.work = work;
    streams = new GuestStreams(this, spec);
    setDaemon(true);
  }

  /// The guest of the current thread.
  static GuestThread current() {
    return (GuestThread) Thread.currentThread();
  }

  @Override
  public void run() {
    try {
      clock.begin();
      end(work.run(this));
    } catch (Throwable e) { // whatever it is, whoever waits must learn of it
      fail(e);
    } finally {
      try {
        arena.close();
        clock.finish();
      } finally {
        ended.countDown();
      }
    }
  }

  GuestStreams streams() {
    return streams;
  }

  /// Memory for one call of a host function.
  NativeMemory scratch() {
    return scratch;
  }

  Views views() {
    return views;
  }

  boolean isEnding() {
    return ending.get() != null;
  }

  /// Says how the guest ends, if that has not been said. If it still runs, it ends when it calls
  /// the host, or at the end of the epoch.
  void end(Ending how) {
    boolean _ = ending.compareAndSet(null, how);
    LockSupport.unpark(this);
  }

  void exit(int code) {
    end(new Ending.Exited(code));
  }

  /// Ends the guest because a host function has failed.
  void fail(Throwable failure) {
    boolean unread = failure instanceof CancellationException;
    end(
        unread
            ? new Ending.Killed()
            : new Ending.Trapped("the runtime failed: " + failure, List.of()));
  }

  /// Waits on the guest's own thread, unless the guest is to end.
  void pause(long nanos) {
    long begin = System.nanoTime();
    for (long left = nanos; left > 0 && !isEnding(); left = nanos - (System.nanoTime() - begin)) {
      LockSupport.parkNanos(this, left);
    }
  }

  boolean awaitEnd(long time, TimeUnit unit) throws InterruptedException {
    return ended.await(time, unit);
  }

  /// How it ended; only once it has.
  Ending ending() {
    Ending how = ending.get();
    if (how == null) {
      throw new IllegalStateException("the guest is running");
    }
    return how;
  }

  long cpuNanos() {
    return clock.nanos();
  }
}
