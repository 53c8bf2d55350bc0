package network.golem.runtime.sdk.processes.running;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.posix.Posix;

/// Makes a descriptor readable when this thread is interrupted. This is the only way in which an
/// interruption can end a system call such as `poll`.
final class Interruption extends AbstractInterruptibleChannel implements AutoCloseable {
  private final int descriptor;

  private Interruption(int descriptor) {
    this.descriptor = descriptor;
  }

  /// Begins to watch for interruptions, until it is closed.
  ///
  /// @param descriptor an `eventfd`
  static Watch wakes(int descriptor) {
    Interruption interruption = new Interruption(descriptor);
    interruption.begin();
    return interruption::over;
  }

  /// The scope in which interruptions are signalled.
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  private void over() {
    try {
      end(true);
    } catch (ClosedByInterruptException _) {
      // the thread checks its interrupt status
    } catch (AsynchronousCloseException e) {
      throw new IllegalStateException(e); // the channel is private to this class
    }
  }

  @Override
  protected void implCloseChannel() {
    try (MemoryScope scope = new MemoryScope()) {
      NativeMemory one = scope.allocate(Long.BYTES).putLong(0, 1);
      long _ = new Posix(scope).write(descriptor, one);
    }
  }
}
