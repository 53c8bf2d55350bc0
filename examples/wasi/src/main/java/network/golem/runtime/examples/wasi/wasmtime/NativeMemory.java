package network.golem.runtime.examples.wasi.wasmtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Memory that native code reads and writes, as byte buffers: those need no code generated at
/// start-up.
@SuppressWarnings("restricted") // the runtime is started with native access
final class NativeMemory {
  static final int POINTER = Long.BYTES;

  private NativeMemory() {}

  /// New memory, zeroed, which the arena releases.
  static MemorySegment allocate(Arena arena, long bytes) {
    return arena.allocate(Math.max(bytes, 1), 16);
  }

  static MemorySegment copy(Arena arena, byte[] bytes) {
    MemorySegment segment = allocate(arena, bytes.length);
    buffer(segment).put(bytes);
    return segment;
  }

  /// A string that ends with NUL, as UTF-8.
  static MemorySegment string(Arena arena, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    MemorySegment segment = allocate(arena, bytes.length + 1L);
    buffer(segment).put(bytes);
    return segment;
  }

  static ByteBuffer buffer(MemorySegment segment) {
    return segment.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Memory at an address that native code has named. It must be valid.
  static ByteBuffer at(long address, long bytes) {
    return buffer(MemorySegment.ofAddress(address).reinterpret(bytes));
  }

  static long pointer(MemorySegment at) {
    return buffer(at).getLong(0);
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
  static long[] pointers(MemorySegment vector) {
    ByteBuffer fields = buffer(vector);
    long[] pointers = new long[Math.toIntExact(fields.getLong(0))];
    if (pointers.length > 0) {
      at(fields.getLong(POINTER), (long) pointers.length * POINTER).asLongBuffer().get(pointers);
    }
    return pointers;
  }
}
