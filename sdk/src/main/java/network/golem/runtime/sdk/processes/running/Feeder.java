package network.golem.runtime.sdk.processes.running;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
    try (Arena arena = Arena.ofConfined()) {
      Posix posix = new Posix(arena);
      try {
        copy(from, posix, descriptor, arena.allocate(BLOCK));
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

  private static void copy(ProgramInput from, Posix posix, int descriptor, MemorySegment block)
      throws IOException {
    byte[] bytes = new byte[BLOCK];
    for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
      MemorySegment.copy(bytes, 0, block, JAVA_BYTE, 0, count);
      if (!writeAll(posix, descriptor, block.asSlice(0, count))) {
        return; // the program no longer reads
      }
    }
  }

  private static boolean writeAll(Posix posix, int descriptor, MemorySegment bytes) {
    for (long written = 0; written < bytes.byteSize(); ) {
      long count = posix.write(descriptor, bytes.asSlice(written));
      if (count < 0 && posix.errno() != Posix.EINTR) {
        return false;
      }
      written += Math.max(0, count);
    }
    return true;
  }
}
