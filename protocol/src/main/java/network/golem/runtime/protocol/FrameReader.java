package network.golem.runtime.protocol;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads frames from a stream: a length as a protobuf varint, followed by that many bytes. It
/// allocates memory for what has arrived, not for what a length claims. Not thread-safe.
final class FrameReader {
  private static final int BLOCK = 64 * 1024;
  private static final int LONGEST_LENGTH = 10;

  /// The longest message that fits into an array together with its length.
  private static final int LONGEST_MESSAGE = Integer.MAX_VALUE - 8 - LONGEST_LENGTH;

  private final InputStream in;
  private final int limit;
  private byte[] buffer = new byte[BLOCK];
  private int position;
  private int end;
  private long offsetOfZero;

  /// @param limit the longest accepted message, in bytes
  FrameReader(InputStream in, int limit) {
    this.in = in;
    this.limit = Math.min(limit, LONGEST_MESSAGE);
  }

  /// The next message, valid until the next call; `null` at the end of the stream, if that is
  /// between two frames.
  @Nullable WireReader next() throws IOException {
    int prefix = lengthBytes();
    if (prefix == 0) {
      return null;
    }
    long length = length(prefix);
    while (available() < prefix + length) {
      if (!fill(prefix + length)) {
        throw new ProtocolException(
            "the input ends after "
                + (available() - prefix)
                + " of a message's "
                + length
                + " bytes",
            offset() + available());
      }
    }
    int start = position + prefix;
    position = start + (int) length;
    return new WireReader(buffer, start, position, offsetOfZero + start);
  }

  /// The number of bytes consumed since the beginning of the stream.
  long offset() {
    return offsetOfZero + position;
  }

  /// The size in bytes of the next length; 0 at the end of the stream.
  private int lengthBytes() throws IOException {
    for (int count = 1; count <= LONGEST_LENGTH; count++) {
      if (available() < count && !fill(LONGEST_LENGTH)) {
        if (count == 1) {
          return 0;
        }
        throw new ProtocolException(
            "the input ends within the length of a message", offset() + available());
      }
      if (buffer[position + count - 1] >= 0) {
        return count;
      }
    }
    throw new ProtocolException("the length of a message exceeds ten bytes", offset());
  }

  private long length(int prefix) throws ProtocolException {
    if (prefix == LONGEST_LENGTH && buffer[position + prefix - 1] > 1) {
      throw new ProtocolException("the length of a message exceeds 64 bits", offset());
    }
    long length = new WireReader(buffer, position, position + prefix, offset()).varint();
    if (length < 0 || length > limit) {
      throw new ProtocolException(
          "a message of " + Long.toUnsignedString(length) + " bytes exceeds the limit of " + limit,
          offset());
    }
    return length;
  }

  private int available() {
    return end - position;
  }

  /// Reads once; false at the end of the stream. The buffer for a frame of `wanted` bytes grows
  /// step by step, as they arrive.
  private boolean fill(long wanted) throws IOException {
    if (end == buffer.length || position == end) {
      makeRoom(wanted);
    }
    int count = in.read(buffer, end, Math.min(buffer.length - end, BLOCK));
    if (count < 0) {
      return false;
    }
    end += count;
    return true;
  }

  private void makeRoom(long wanted) {
    int size = buffer.length;
    if (position == end) {
      size = BLOCK; // releases the memory of a long message
    } else if (position == 0) {
      size = (int) Math.min(2L * size, wanted);
    }
    byte[] target = size == buffer.length ? buffer : new byte[size];
    System.arraycopy(buffer, position, target, 0, available());
    buffer = target;
    offsetOfZero += position;
    end -= position;
    position = 0;
  }
}
