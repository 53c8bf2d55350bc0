package network.golem.runtime.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The fields of one protobuf message in the order of the wire, whatever they mean.
public final class RawMessage {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private final byte[] bytes;
  private final List<Field> fields;

  private RawMessage(byte[] bytes, List<Field> fields) {
    this.bytes = bytes;
    this.fields = fields;
  }

  /// One field.
  ///
  /// @param value of a number
  /// @param from where the content begins, if it has a length
  record Field(int number, int type, long value, int from, int to) {}

  /// @throws MalformedMessageException if these bytes are not a protobuf message
  static RawMessage parse(byte[] bytes, int from, int to) throws MalformedMessageException {
    List<Field> fields = new ArrayList<>();
    Cursor at = new Cursor(bytes, from, to);
    while (at.position < to) {
      long tag = at.varint();
      int number = (int) (tag >>> 3);
      int type = (int) (tag & 7);
      if (number == 0 || tag >>> 32 != 0) {
        throw new MalformedMessageException("invalid field number " + (tag >>> 3));
      }
      switch (type) {
        case VARINT -> fields.add(new Field(number, type, at.varint(), 0, 0));
        case FIXED64 -> {
          int start = at.advance(Long.BYTES);
          long value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(start);
          fields.add(new Field(number, type, value, start, start + Long.BYTES));
        }
        case FIXED32 -> {
          int start = at.advance(Integer.BYTES);
          fields.add(new Field(number, type, 0, start, start + Integer.BYTES));
        }
        case LENGTH_DELIMITED -> {
          long length = at.varint();
          int start = at.advance(length);
          fields.add(new Field(number, type, 0, start, at.position));
        }
        default ->
            throw new MalformedMessageException("field " + number + " has the wire type " + type);
      }
    }
    return new RawMessage(bytes, fields);
  }

  List<Field> fields() {
    return fields;
  }

  Optional<Field> last(int number, int type) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).number() == number && fields.get(i).type() == type) {
        return Optional.of(fields.get(i));
      }
    }
    return Optional.empty();
  }

  /// The last value of a field, or 0.
  public long number(int number) {
    return last(number, VARINT).map(Field::value).orElse(0L);
  }

  public boolean has(int number) {
    return fields.stream().anyMatch(field -> field.number() == number);
  }

  /// The last content of a field, or nothing.
  public byte[] bytes(int number) {
    return last(number, LENGTH_DELIMITED).map(this::bytes).orElse(new byte[0]);
  }

  byte[] bytes(Field field) {
    return Arrays.copyOfRange(bytes, field.from(), field.to());
  }

  public int length(int number) {
    return last(number, LENGTH_DELIMITED).map(field -> field.to() - field.from()).orElse(0);
  }

  /// With replacement characters for what is not UTF-8.
  public String string(int number) {
    return new String(bytes(number), UTF_8);
  }

  boolean isUtf8(Field field) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, field.from(), field.to() - field.from()));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  /// The last message of a field, or an empty one.
  ///
  /// @throws MalformedMessageException if it is not a message
  RawMessage message(int number) throws MalformedMessageException {
    Optional<Field> field = last(number, LENGTH_DELIMITED);
    return field.isPresent() ? message(field.get()) : new RawMessage(bytes, List.of());
  }

  RawMessage message(Field field) throws MalformedMessageException {
    return parse(bytes, field.from(), field.to());
  }

  private static final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int position;

    Cursor(byte[] bytes, int position, int end) {
      this.bytes = bytes;
      this.position = position;
      this.end = end;
    }

    long varint() throws MalformedMessageException {
      long value = 0;
      for (int shift = 0; shift < 70; shift += 7) {
        if (position == end) {
          throw new MalformedMessageException("truncated number");
        }
        byte next = bytes[position++];
        value |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new MalformedMessageException("a number exceeds ten bytes");
    }

    int advance(long length) throws MalformedMessageException {
      if (length < 0 || length > end - position) {
        throw new MalformedMessageException("truncated field");
      }
      int start = position;
      position += (int) length;
      return start;
    }
  }
}
