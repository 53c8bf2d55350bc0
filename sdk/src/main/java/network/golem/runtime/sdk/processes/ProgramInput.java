package network.golem.runtime.sdk.processes;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// What a program reads. If that cannot be read to its end, the program does not see an end either,
/// as it would take half of its input for all of it: it is ended first.
final class ProgramInput extends InputStream {
  private final InputStream from;
  private final CountDownLatch over = new CountDownLatch(1);

  /// Interrupted when the reading fails. Guarded by this object's lock, as the others.
  private @Nullable Thread waiting;

  private @Nullable Throwable failure;
  private boolean interrupted;

  ProgramInput(InputStream from) {
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

  /// Does not return before the program has ended: whoever reads this closes the pipe next.
  private IOException failed(Throwable e) {
    synchronized (this) {
      failure = e;
      Thread thread = waiting;
      if (thread != null) {
        interrupted = true;
        thread.interrupt();
      }
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

  /// This thread waits for the program from now on, and is interrupted when the reading fails.
  ///
  /// @throws InterruptedException if it has failed already
  synchronized void beginWait() throws InterruptedException {
    if (failure != null) {
      throw new InterruptedException("the input has failed before the program was waited for");
    }
    waiting = Thread.currentThread();
  }

  /// It waits no longer.
  ///
  /// @return what the reading failed with; empty if it has not, or came too late to matter, as the
  ///   program had ended
  synchronized Optional<Throwable> endWait(boolean programHasEnded) {
    waiting = null;
    if (programHasEnded && interrupted) {
      boolean _ = Thread.interrupted(); // nobody but this object knows what it was for
    }
    return programHasEnded ? Optional.empty() : Optional.ofNullable(failure);
  }

  /// The program has ended, and all that descends from it.
  void programEnded() {
    over.countDown();
  }
}
