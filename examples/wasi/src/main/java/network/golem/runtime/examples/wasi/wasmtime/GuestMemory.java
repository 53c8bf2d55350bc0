package network.golem.runtime.examples.wasi.wasmtime;

import java.nio.ByteBuffer;

/// A guest's memory, while a host function that the guest has called is running. Every pointer is
/// the guest's, and may be anything.
///
/// @param base where it is
/// @param size in bytes
record GuestMemory(long base, long size) {

  /// Whether all of this is memory of the guest.
  boolean contains(long pointer, long bytes) {
    return pointer >= 0 && bytes >= 0 && bytes <= size && pointer <= size - bytes;
  }

  /// A part of it.
  ///
  /// @throws IndexOutOfBoundsException if it is not all memory of the guest
  ByteBuffer at(long pointer, long bytes) {
    if (!contains(pointer, bytes)) {
      throw new IndexOutOfBoundsException(pointer);
    }
    return NativeMemory.at(base + pointer, bytes);
  }
}
