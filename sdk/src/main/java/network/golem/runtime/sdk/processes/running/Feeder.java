package network.golem.runtime.sdk.processes.running;

import java.io.IOException;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.posix.Posix;

/// Copies a stream to a program's standard input, on a thread of its own, until either ends.
final class Feeder {
  private static final int BLOCK = 64 * 1024;

  private final Thread thread;

  private Feeder(Thread thread) {
    this.thread = thread;
  }

  /// @param descriptor closed at the end
  /// @throws OutOfMemoryError if no thread is available; the descriptor is then not closed
  static Feeder start(ProgramInput from, int descriptor) {
    return new Feeder(
        Thread.ofPlatform().daemon().name("program-input").start(() -> feed(from, descriptor)));
  }

  /// Called when the program has ended. Interrupts the thread, which may be waiting for a stream
  /// that does not end.
  void stop() {
    thread.interrupt();
  }

  private static void feed(ProgramInput from, int descriptor) {
    try (MemoryScope scope = new MemoryScope()) {
      Posix posix = new Posix(scope);
      try {
        copy(from, posix, descriptor, scope.allocate(BLOCK));
      } catch (IOException e) {
        // the program has been ended
      } catch (Throwable e) { // such as OutOfMemoryError
        IOException _ = from.failed(e);
      } finally {
        posix.close(descriptor);
      }
    } catch (OutOfMemoryError e) { // none of it has been written
      IOException _ = from.failed(e);
    }
  }

  private static void copy(ProgramInput from, Posix posix, int descriptor, NativeMemory block)
      throws IOException {
    byte[] bytes = new byte[BLOCK];
    for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
      var _ = block.put(0, bytes, 0, count);
      if (!writeAll(posix, descriptor, block.slice(0, count))) {
        return; // the program no longer reads
      }
    }
  }

  private static boolean writeAll(Posix posix, int descriptor, NativeMemory bytes) {
    for (int written = 0; written < bytes.size(); ) {
      long count = posix.write(descriptor, bytes.slice(written, bytes.size() - written));
      if (count < 0 && posix.errno() != Posix.EINTR) {
        return false;
      }
      written += (int) Math.max(0, count);
    }
    return true;
  }
}
