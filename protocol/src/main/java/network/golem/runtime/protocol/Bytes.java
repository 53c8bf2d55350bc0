package network.golem.runtime.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// An immutable sequence of bytes.
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /// A copy of the bytes from `from` (inclusive) to `to` (exclusive).
  public static Bytes copyOf(byte[] bytes, int from, int to) {
    return from == to ? EMPTY : new Bytes(Arrays.copyOfRange(bytes, from, to));
  }

  /// A copy of all these bytes.
  public static Bytes copyOf(byte[] bytes) {
    return copyOf(bytes, 0, bytes.length);
  }

  /// The string in UTF-8.
  public static Bytes utf8(String text) {
    return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(UTF_8));
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// A copy.
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /// The bytes decoded as UTF-8, with replacement characters for malformed input.
  public String utf8() {
    return new String(bytes, UTF_8);
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /// The array itself, for code in this package that only reads it.
  byte[] array() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The length and the beginning, for people.
  @Override
  public String toString() {
    int shown = Math.min(bytes.length, 64);
    return bytes.length
        + " bytes: "
        + new String(bytes, 0, shown, UTF_8)
        + (shown < bytes.length ? "…" : "");
  }
}
