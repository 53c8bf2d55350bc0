package network.golem.runtime.sdk.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Native memory for the `read` and `write` calls of a stream over a descriptor. A call that is
/// interrupted by a signal is repeated. Not thread-safe.
final class Block {
  /// The maximum number of bytes per call.
  static final int SIZE = 64 * 1024;

  private static final MemorySegment READ = SystemCalls.function("read");
  private static final MemorySegment WRITE = SystemCalls.function("write");

  // Never closed, as the descriptor is never closed either.
  private final SystemCalls calls = new SystemCalls(Arena.global());
  private final MemorySegment bytes = Arena.global().allocate(SIZE);
  private final int descriptor;

  Block(int descriptor) {
    this.descriptor = descriptor;
  }

  void put(byte[] from, int at, int length) {
    MemorySegment.copy(from, at, bytes, JAVA_BYTE, 0, length);
  }

  void get(byte[] to, int at, int length) {
    MemorySegment.copy(bytes, JAVA_BYTE, 0, to, at, length);
  }

  /// Reads into the beginning of the memory.
  ///
  /// @return the number of bytes; 0 at the end
  int read(int length) throws IOException {
    return call(READ, 0, length);
  }

  /// @return the number of bytes that have been written
  int write(int from, int length) throws IOException {
    return call(WRITE, from, length);
  }

  private int call(MemorySegment function, int from, int length) throws IOException {
    while (true) {
      long count = calls.call(function, descriptor, bytes.address() + from, length, 0, 0, 0);
      if (count >= 0) {
        return (int) count;
      }
      if (calls.errno() != SystemCalls.EINTR) {
        throw new IOException("system error " + calls.errno() + " on descriptor " + descriptor);
      }
    }
  }
}
