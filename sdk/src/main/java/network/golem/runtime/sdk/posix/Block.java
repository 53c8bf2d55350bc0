package network.golem.runtime.sdk.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory that `read` and `write` reach, on behalf of a stream over a descriptor. A call that a
/// signal interrupts is repeated. For one thread at a time.
final class Block {
  /// At most this many bytes go into one call.
  static final int SIZE = 64 * 1024;

  private static final MemorySegment READ = SystemCalls.function("read");
  private static final MemorySegment WRITE = SystemCalls.function("write");

  // For good, as the descriptor is this process's for good.
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

  /// Reads to its beginning.
  ///
  /// @return how many bytes; 0 at the end
  int read(int length) throws IOException {
    return call(READ, 0, length);
  }

  /// @return how many bytes have been written
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
