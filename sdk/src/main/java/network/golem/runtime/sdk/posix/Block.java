package network.golem.runtime.sdk.posix;

import java.io.IOException;

/// Native memory for the `read` and `write` calls of a stream over a descriptor. A call that is
/// interrupted by a signal is repeated. Not thread-safe.
final class Block {
  /// The maximum number of bytes per call.
  static final int SIZE = 64 * 1024;

  private static final long READ = SystemCalls.function("read");
  private static final long WRITE = SystemCalls.function("write");

  // Never closed, as the descriptor is never closed either.
  private final MemoryScope scope = new MemoryScope();
  private final SystemCalls calls = SystemCalls.in(scope);
  private final NativeMemory bytes = scope.allocate(SIZE);
  private final int descriptor;

  Block(int descriptor) {
    this.descriptor = descriptor;
  }

  void put(byte[] from, int at, int length) {
    var _ = bytes.put(0, from, at, length);
  }

  void get(byte[] to, int at, int length) {
    bytes.get(0, to, at, length);
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

  private int call(long function, int from, int length) throws IOException {
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
