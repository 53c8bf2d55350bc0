package network.golem.runtime.examples.wasi.wasmtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Memory that native code reads and writes.
///
/// @param size in bytes
record NativeMemory(long address, long size) {
  static final int POINTER = Long.BYTES;

  /// New memory, zeroed, which the arena releases.
  static NativeMemory allocate(NativeArena arena, long bytes) {
    long size = Math.max(bytes, 1);
    return new NativeMemory(arena.allocate(size), size);
  }

  static NativeMemory copy(NativeArena arena, byte[] bytes) {
    return copy(arena, bytes, bytes.length);
  }

  /// A string that ends with NUL, as UTF-8.
  static NativeMemory string(NativeArena arena, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return copy(arena, bytes, bytes.length + 1L);
  }

  private static NativeMemory copy(NativeArena arena, byte[] bytes, long size) {
    NativeMemory memory = allocate(arena, size);
    memory.buffer().put(bytes);
    return memory;
  }

  ByteBuffer buffer() {
    return at(address, size);
  }

  /// Memory at an address that native code has named. It must be valid.
  static ByteBuffer at(long address, long bytes) {
    return NativeCalls.buffer(address, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The pointer at its beginning.
  long pointer() {
    return buffer().getLong(0);
  }

  /// A `wasm_byte_vec_t` or `wasm_name_t`: its size, then a pointer to its bytes.
  static byte[] vector(long address) {
    ByteBuffer vector = at(address, 2L * POINTER);
    byte[] bytes = new byte[Math.toIntExact(vector.getLong(0))];
    if (bytes.length > 0) {
      at(vector.getLong(POINTER), bytes.length).get(bytes);
    }
    return bytes;
  }

  static String name(long vector) {
    return new String(vector(vector), StandardCharsets.UTF_8);
  }

  /// The pointers in a vector of pointers.
  long[] pointers() {
    ByteBuffer fields = buffer();
    long[] pointers = new long[Math.toIntExact(fields.getLong(0))];
    if (pointers.length > 0) {
      at(fields.getLong(POINTER), (long) pointers.length * POINTER).asLongBuffer().get(pointers);
    }
    return pointers;
  }
}
