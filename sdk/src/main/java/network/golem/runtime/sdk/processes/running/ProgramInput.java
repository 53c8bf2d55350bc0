package network.golem.runtime.sdk.processes.running;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A program's standard input. If the source cannot be read to its end, the program must not see an
/// end of its input, because it would take half of the input for all of it. So it is ended first.
public final class ProgramInput extends InputStream {
  private final InputStream from;
  private final CountDownLatch over = new CountDownLatch(1);

  /// Forces the program to end.
  @GuardedBy("this")
  private @Nullable BooleanSupplier kill;

  @GuardedBy("this")
  private @Nullable Throwable failure;

  /// Whether the program was still running when reading failed.
  @GuardedBy("this")
  private boolean cutShort;

  public ProgramInput(InputStream from) {
    this.from = from;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return from.read(bytes, offset, length);
    } catch (Throwable e) { // whatever the author's stream throws, the rest of the input is lost
      throw failed(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// Handles a failure of the source. Does not return before the program has ended, because the
  /// caller then closes the pipe.
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
        // interrupted because the program has ended, which is what this waits for
      }
    }
    return new IOException("the input of a program cannot be read", e);
  }

  /// Enables ending the program if reading fails. The program is ended while its output is still
  /// being read: if the output were closed first, the program could die of that, and its
  /// descendants could no longer be found.
  ///
  /// @param killing forces the program and its descendants to end, and returns whether it was still
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

  /// The exception that reading failed with; empty if it has not failed, or if the program had
  /// already ended.
  public synchronized Optional<Throwable> failure() {
    return cutShort ? Optional.ofNullable(failure) : Optional.empty();
  }

  /// Called when the program and its descendants have ended.
  public void programEnded() {
    over.countDown();
  }
}
