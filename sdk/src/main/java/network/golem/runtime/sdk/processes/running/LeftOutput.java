package network.golem.runtime.sdk.processes.running;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.posix.Posix;

/// Reads the output of processes that a program has left running, to its end, so that a full pipe
/// does not block them.
final class LeftOutput {
  private static final int BLOCK = 8 * 1024;

  private LeftOutput() {}

  /// Takes ownership of a descriptor.
  static void drain(int descriptor, ProgramOutput output) {
    try {
      var _ =
          Thread.ofPlatform()
              .daemon()
              .name("left-output")
              .start(() -> untilEnd(descriptor, output));
    } catch (OutOfMemoryError e) { // no thread available: the processes that print get an error
      try (Arena arena = Arena.ofConfined()) {
        new Posix(arena).close(descriptor);
      }
    }
  }

  private static void untilEnd(int descriptor, ProgramOutput output) {
    try (Arena arena = Arena.ofConfined()) {
      Posix posix = new Posix(arena);
      try {
        MemorySegment block = arena.allocate(BLOCK);
        byte[] bytes = new byte[BLOCK];
        while (true) {
          int count = (int) posix.read(descriptor, block);
          if (count > 0) {
            MemorySegment.copy(block, JAVA_BYTE, 0, bytes, 0, count);
            output.late(bytes, 0, count);
          } else if (count == 0 || posix.errno() != Posix.EINTR) {
            return;
          }
        }
      } finally {
        posix.close(descriptor); // on OutOfMemoryError, the processes that still print get an error
      }
    }
  }
}
