package network.golem.runtime.sdk.processes.running;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What a program reads. If that cannot be read to its end, the program does not see an end either,
/// as it would take half of its input for all of it: it is ended first.
public final class ProgramInput extends InputStream {
  private final InputStream from;
  private final CountDownLatch over = new CountDownLatch(1);

  /// Forces the program to end. Guarded by this object's lock, as the others.
  @GuardedBy("this")
  private @Nullable BooleanSupplier kill;

  @GuardedBy("this")
  private @Nullable Throwable failure;

  /// Whether the program was still running when the reading failed.
  @GuardedBy("this")
  private boolean cutShort;

  public ProgramInput(InputStream from) {
    this.from = from;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return from.read(bytes, offset, length);
    } catch (Throwable e) { // whatever the author's code throws, the rest of the input is lost
      throw failed(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// What comes of it does not reach the program. Does not return before the program has ended:
  /// whoever reads this closes the pipe next.
  IOException failed(Throwable e) {
    synchronized (this) {
      failure = e;
      killIfFailed();
    }
    boolean ended = false;
    while (!ended) {
      try {
        over.await();
        ended = true;
      } catch (InterruptedException _) {
        // a program that has ended interrupts who reads for it: its end is what is waited for
      }
    }
    return new IOException("the input of a program cannot be read", e);
  }

  /// From now on the program can be ended when the reading fails. It is ended while its output is
  /// still read: if that were closed first, the program could die of it, and what descends from it
  /// could not be found any more.
  ///
  /// @param killing forces it to end, with all that descends from it, and says whether it was still
  ///   running
  public synchronized void killBy(BooleanSupplier killing) {
    kill = killing;
    killIfFailed();
  }

  @GuardedBy("this")
  private void killIfFailed() {
    BooleanSupplier killing = kill;
    if (failure != null && killing != null) {
      cutShort = killing.getAsBoolean();
    }
  }

  /// What the reading failed with; empty if it has not, or came too late to matter, as the program
  /// had ended.
  public synchronized Optional<Throwable> failure() {
    return cutShort ? Optional.ofNullable(failure) : Optional.empty();
  }

  /// The program has ended, and all that descends from it.
  public void programEnded() {
    over.countDown();
  }
}
