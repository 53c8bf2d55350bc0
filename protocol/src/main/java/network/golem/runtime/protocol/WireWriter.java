package network.golem.runtime.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// Writes protobuf's primitives to the end of a growing buffer. As in proto3, a field with its
/// default value is left out, except inside a oneof, where its presence is the message.
final class WireWriter {
  byte[] bytes;
  int size;

  WireWriter(int capacity) {
    bytes = new byte[capacity];
  }

  static int varintSize(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /// Makes room for this many more bytes.
  void reserve(int more) {
    if (more > bytes.length - size) {
      int doubled = (int) Math.min(2L * size, Integer.MAX_VALUE - 8);
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), doubled));
    }
  }

  void varint(long value) {
    reserve(10);
    while ((value & ~0x7fL) != 0) {
      bytes[size++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    bytes[size++] = (byte) value;
  }

  void tag(int field, int type) {
    varint(field << 3 | type);
  }

  void raw(byte[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  void number(int field, long value) {
    if (value != 0) {
      numberAlways(field, value);
    }
  }

  void numberAlways(int field, long value) {
    tag(field, WireReader.VARINT);
    varint(value);
  }

  void bool(int field, boolean value) {
    number(field, value ? 1 : 0);
  }

  void real(int field, double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits != 0) {
      tag(field, WireReader.FIXED64);
      reserve(8);
      for (int i = 0; i < 8; i++) {
        bytes[size++] = (byte) (bits >>> (8 * i));
      }
    }
  }

  void string(int field, String value) {
    if (!value.isEmpty()) {
      stringAlways(field, value);
    }
  }

  void stringAlways(int field, String value) {
    byte[] encoded = value.getBytes(UTF_8);
    tag(field, WireReader.LENGTH_DELIMITED);
    varint(encoded.length);
    raw(encoded, 0, encoded.length);
  }

  void bytes(int field, Bytes value) {
    if (!value.isEmpty()) {
      tag(field, WireReader.LENGTH_DELIMITED);
      varint(value.length());
      raw(value.array(), 0, value.length());
    }
  }

  /// Begins a message as the value of a field. The result must be passed to [#endMessage(int)].
  int beginMessage(int field) {
    tag(field, WireReader.LENGTH_DELIMITED);
    return size;
  }

  /// Puts the length before what was written since `begin`.
  void endMessage(int begin) {
    int length = size - begin;
    int prefix = varintSize(length);
    reserve(prefix);
    System.arraycopy(bytes, begin, bytes, begin + prefix, length);
    size = begin;
    varint(length);
    size = begin + prefix + length;
  }
}
