package network.golem.runtime.examples.wasi.wasmtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A guest's memory, while a host function that the guest has called is running. Every pointer is
/// the guest's, and may be anything.
///
/// @param base where it is
/// @param size in bytes
/// @param whole all of it, or the first 2 GiB
record GuestMemory(long base, long size, ByteBuffer whole) {

  static GuestMemory at(long base, long size) {
    return new GuestMemory(base, size, NativeMemory.at(base, Math.min(size, Integer.MAX_VALUE)));
  }

  /// Whether all of this is memory of the guest.
  boolean contains(long pointer, long bytes) {
    return pointer >= 0 && bytes >= 0 && bytes <= size && pointer <= size - bytes;
  }

  /// A part of it.
  ///
  /// @throws IndexOutOfBoundsException if it is not all memory of the guest
  ByteBuffer at(long pointer, int bytes) {
    if (!contains(pointer, bytes)) {
      throw new IndexOutOfBoundsException(pointer);
    }
    if (pointer + bytes > whole.capacity()) {
      return NativeMemory.at(base + pointer, bytes);
    }
    return whole.slice((int) pointer, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
