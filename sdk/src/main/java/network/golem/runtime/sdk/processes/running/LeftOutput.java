package network.golem.runtime.sdk.processes.running;

import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
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
      try (MemoryScope scope = new MemoryScope()) {
        new Posix(scope).close(descriptor);
      }
    }
  }

  private static void untilEnd(int descriptor, ProgramOutput output) {
    try (MemoryScope scope = new MemoryScope()) {
      Posix posix = new Posix(scope);
      try {
        NativeMemory block = scope.allocate(BLOCK);
        byte[] bytes = new byte[BLOCK];
        while (true) {
          int count = (int) posix.read(descriptor, block);
          if (count > 0) {
            block.get(0, bytes, 0, count);
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
