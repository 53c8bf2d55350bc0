package network.golem.runtime.sdk.processes.running;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import network.golem.runtime.sdk.posix.Posix;

/// Writes a stream to a program's standard input, on a thread of its own, until one of them ends.
public final class Feeder {
  private static final int BLOCK = 64 * 1024;

  private final Thread thread;

  private Feeder(Thread thread) {
    this.thread = thread;
  }

  /// @param descriptor closed at the end
  public static Feeder start(InputStream from, int descriptor) {
    return new Feeder(
        Thread.ofPlatform().daemon().name("program-input").start(() -> feed(from, descriptor)));
  }

  /// The program has ended. Whoever reads a stream that does not end is told by an interruption.
  void stop() {
    thread.interrupt();
  }

  private static void feed(InputStream from, int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      Posix posix = new Posix(arena);
      MemorySegment block = arena.allocate(BLOCK);
      byte[] bytes = new byte[BLOCK];
      try {
        for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
          MemorySegment.copy(bytes, 0, block, JAVA_BYTE, 0, count);
          if (!writeAll(posix, descriptor, block.asSlice(0, count))) {
            return; // the program reads no more
          }
        }
      } catch (IOException e) {
        // what cannot be read is at its end for the program
      } finally {
        posix.close(descriptor);
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
