package network.golem.runtime.examples.wasi.wasmtime;

import static network.golem.runtime.examples.wasi.wasmtime.NativeCalls.call;

import java.util.Arrays;

/// Owns native memory, and frees it when it is closed. Not thread-safe.
///
/// An arena of `java.lang.foreign` would be the only reason for which a process that has just been
/// started needs the classes of that package.
final class NativeArena implements AutoCloseable {
  private static final long ALLOCATE = NativeCalls.function("calloc");
  private static final long FREE = NativeCalls.function("free");

  private long[] addresses = new long[16];
  private int count;

  /// New memory, zeroed.
  long allocate(long bytes) {
    if (count == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * count);
    }
    long address = call(ALLOCATE, 1, bytes);
    if (address == 0) {
      throw new OutOfMemoryError("no native memory left for " + bytes + " bytes");
    }
    addresses[count++] = address;
    return address;
  }

  @Override
  public void close() {
    while (count > 0) {
      long _ = call(FREE, addresses[--count]);
    }
  }
}
