package network.golem.runtime.sdk.posix;

import static java.nio.ByteOrder.nativeOrder;

import java.nio.ByteBuffer;
import java.util.Objects;

/// Memory outside the heap that the functions of the C library read and write. It may be used until
/// its scope is closed, and by one thread at a time.
///
/// It is a part of a [ByteBuffer] and no memory segment: the JVM generates code for each kind of
/// access to a segment when it is first used, which takes tens of milliseconds altogether.
public final class NativeMemory {
  private final MemoryScope scope;
  private final ByteBuffer bytes;
  private final long start;
  private final int from;
  private final int size;

  /// @param start the address of the first byte of `bytes`, which is in native byte order
  /// @param from where this memory begins in `bytes`
  NativeMemory(MemoryScope scope, ByteBuffer bytes, long start, int from, int size) {
    assert bytes.order() == nativeOrder();
    this.scope = scope;
    this.bytes = bytes;
    this.start = start;
    this.from = from;
    this.size = size;
  }

  public long address() {
    return start + from;
  }

  public int size() {
    return size;
  }

  public NativeMemory slice(int at, int length) {
    Objects.checkFromIndexSize(at, length, size);
    return new NativeMemory(scope, bytes, start, from + at, length);
  }

  public int getInt(int at) {
    return bytes.getInt(index(at, Integer.BYTES));
  }

  public NativeMemory putInt(int at, int value) {
    var _ = bytes.putInt(index(at, Integer.BYTES), value);
    return this;
  }

  public short getShort(int at) {
    return bytes.getShort(index(at, Short.BYTES));
  }

  public NativeMemory putShort(int at, int value) {
    var _ = bytes.putShort(index(at, Short.BYTES), (short) value);
    return this;
  }

  public long getLong(int at) {
    return bytes.getLong(index(at, Long.BYTES));
  }

  public NativeMemory putLong(int at, long value) {
    var _ = bytes.putLong(index(at, Long.BYTES), value);
    return this;
  }

  /// Copies bytes from here, beginning at `at`.
  public void get(int at, byte[] to, int index, int length) {
    var _ = bytes.get(index(at, length), to, index, length);
  }

  /// Copies bytes to here, beginning at `at`.
  public NativeMemory put(int at, byte[] source, int index, int length) {
    var _ = bytes.put(index(at, length), source, index, length);
    return this;
  }

  private int index(int at, int length) {
    scope.checkOpen();
    return from + Objects.checkFromIndexSize(at, length, size);
  }
}
