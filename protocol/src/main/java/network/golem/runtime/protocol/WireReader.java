package network.golem.runtime.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;

/// Reads protobuf's primitives from one message. It keeps its position in the stream, for error
/// messages.
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int GROUP = 3;
  static final int END_GROUP = 4;
  static final int FIXED32 = 5;

  /// How deeply messages and groups may be nested. Protobuf's own implementations have the same
  /// limit.
  private static final int DEEPEST = 100;

  private final byte[] bytes;
  private final int end;
  private final long offsetOfZero;
  private int position;
  private int tagPosition;
  private int depth;

  /// @param offset the position of `from` in the stream
  WireReader(byte[] bytes, int from, int to, long offset) {
    this.bytes = bytes;
    this.position = from;
    this.end = to;
    this.offsetOfZero = offset - from;
  }

  boolean hasMore() {
    return position < end;
  }

  /// The next field's number and wire type, as on the wire: `number << 3 | type`.
  int tag() throws ProtocolException {
    tagPosition = position;
    long tag = varint();
    if (tag >>> 32 != 0 || tag >>> 3 == 0) {
      throw new ProtocolException("invalid field number " + (tag >>> 3), at(tagPosition));
    }
    return (int) tag;
  }

  long varint() throws ProtocolException {
    int start = position;
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position == end) {
        throw new ProtocolException("truncated number", at(start));
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new ProtocolException("a number exceeds ten bytes", at(start));
  }

  long fixed64() throws ProtocolException {
    int start = advance(8);
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = (value << 8) | (bytes[start + i] & 0xff);
    }
    return value;
  }

  String string() throws ProtocolException {
    int length = length();
    int start = advance(length);
    String text = new String(bytes, start, length, UTF_8);
    if (text.indexOf('\ufffd') >= 0) { // it was either sent, or replaces invalid UTF-8
      checkUtf8(start, length);
    }
    return text;
  }

  private void checkUtf8(int start, int length) throws ProtocolException {
    ByteBuffer text = ByteBuffer.wrap(bytes, start, length);
    if (UTF_8.newDecoder().decode(text, CharBuffer.allocate(length), true).isError()) {
      throw new ProtocolException("invalid UTF-8 in a string", at(text.position()));
    }
  }

  Bytes bytes() throws ProtocolException {
    int length = length();
    int start = advance(length);
    return Bytes.copyOf(bytes, start, start + length);
  }

  /// The next message, as a reader of its own.
  WireReader message() throws ProtocolException {
    int length = length();
    int start = advance(length);
    WireReader message = new WireReader(bytes, start, start + length, at(start));
    message.depth = depth + 1;
    return message;
  }

  /// Skips the value of an unknown field.
  void skip(int tag) throws ProtocolException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case LENGTH_DELIMITED -> advance(length());
      case GROUP -> skipGroup(tag);
      case FIXED32 -> advance(4);
      case END_GROUP ->
          throw new ProtocolException("the end of a group that was not started", at(tagPosition));
      default -> throw new ProtocolException("invalid wire type " + (tag & 7), at(tagPosition));
    }
  }

  private void skipGroup(int tag) throws ProtocolException {
    int start = tagPosition;
    if (depth == DEEPEST) {
      throw new ProtocolException("groups are nested too deeply", at(start));
    }
    depth++;
    int inner;
    do {
      if (!hasMore()) {
        throw new ProtocolException("truncated group", at(start));
      }
      inner = tag();
      if ((inner & 7) != END_GROUP) {
        skip(inner);
      }
    } while ((inner & 7) != END_GROUP);
    if (inner >>> 3 != tag >>> 3) {
      throw new ProtocolException("the end of a group that was not started", at(tagPosition));
    }
    depth--;
  }

  private int length() throws ProtocolException {
    int start = position;
    long length = varint();
    int left = end - position;
    if (length < 0 || length > left) {
      throw new ProtocolException(
          "a field of "
              + Long.toUnsignedString(length)
              + " bytes exceeds the "
              + left
              + " left in its message",
          at(start));
    }
    return (int) length;
  }

  /// Skips this many bytes, and returns where they begin.
  private int advance(int count) throws ProtocolException {
    if (count > end - position) {
      throw new ProtocolException("truncated value", at(position));
    }
    position += count;
    return position - count;
  }

  private long at(int place) {
    return offsetOfZero + place;
  }
}
