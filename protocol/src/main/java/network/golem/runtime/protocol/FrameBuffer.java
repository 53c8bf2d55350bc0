package network.golem.runtime.protocol;

import static network.golem.runtime.protocol.WireReader.LENGTH_DELIMITED;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// A sequence of frames, ready to be written: each is a length, followed by one message. It grows
/// as needed. Not thread-safe.
///
/// The minimum length of a frame: the reference's decoder does not read shorter ones until more has
/// arrived.
public final class FrameBuffer {
  private static final int SHORTEST_MESSAGE = 3;

  /// The maximum number of bytes in a frame before a command's output.
  public static final int LONGEST_HEADER = 40;

  /// One of a command's outputs.
  public enum Channel {
    STDOUT(4),
    STDERR(5);

    private final int field;

    Channel(int field) {
      this.field = field;
    }
  }

  private final WireWriter out;

  /// @param capacity the initial size in bytes
  public FrameBuffer(int capacity) {
    out = new WireWriter(capacity);
  }

  /// The number of bytes that are waiting.
  public int size() {
    return out.size;
  }

  public boolean isEmpty() {
    return out.size == 0;
  }

  /// Removes all frames.
  public void clear() {
    out.size = 0;
  }

  /// Appends a message as a frame. If that fails, for example because memory runs out, nothing is
  /// appended.
  public void append(Message message) {
    int begin = out.size;
    boolean whole = false;
    try {
      Encoder.encode(out, message);
      lengthen(begin, message);
      out.endMessage(begin);
      whole = true;
    } finally {
      if (!whole) {
        out.size = begin;
      }
    }
  }

  /// Lengthens a message that is too short, by writing its id again, or the zero that it left out.
  private void lengthen(int begin, Message message) {
    while (out.size - begin < SHORTEST_MESSAGE) {
      switch (message) {
        case Request request -> out.numberAlways(Fields.REQUEST_ID, request.id());
        case Response response -> out.numberAlways(Fields.RESPONSE_ID, response.id());
        case Event event -> out.numberAlways(Fields.RESPONSE_ID, 0);
      }
    }
  }

  /// Appends a piece of a running command's output as a frame: the same bytes as [#append(Message)]
  /// of such an [Event.ProcessStatus], but without creating one.
  ///
  /// @param pid the command
  /// @param length the number of bytes of output in `bytes`, starting at `from`
  public void appendOutput(long pid, Channel channel, byte[] bytes, int from, int length) {
    Objects.checkFromIndexSize(from, length, bytes.length);
    int begin = out.size;
    boolean whole = false;
    try {
      out.reserve(LONGEST_HEADER + length);
      appendOutputHeader(pid, channel, length);
      out.raw(bytes, from, length);
      whole = true;
    } finally {
      if (!whole) { // leaves no half a frame if the stack overflows
        out.size = begin;
      }
    }
  }

  /// Appends the beginning of such a frame: everything before the output's `length` bytes, which
  /// the caller writes to the stream right after it.
  public void appendOutputHeader(long pid, Channel channel, int length) {
    int output = length == 0 ? 0 : 1 + WireWriter.varintSize(length) + length;
    int status = (pid == 0 ? 0 : 1 + WireWriter.varintSize(pid)) + 2 + output;
    out.reserve(LONGEST_HEADER);
    out.varint(2 + 2 + WireWriter.varintSize(status) + status);
    out.bool(Fields.EVENT, true);
    out.tag(Fields.STATUS, LENGTH_DELIMITED);
    out.varint(status);
    out.number(1, pid);
    out.bool(2, true);
    if (length != 0) {
      out.tag(channel.field, LENGTH_DELIMITED);
      out.varint(length);
    }
  }

  /// Appends all frames of another buffer.
  public void append(FrameBuffer other) {
    out.raw(other.out.bytes, 0, other.out.size);
  }

  /// Copies all frames to `target`, starting at index `at`.
  public void copyTo(byte[] target, int at) {
    System.arraycopy(out.bytes, 0, target, at, out.size);
  }

  /// Writes all frames in one write. They remain here until [#clear()].
  public void writeTo(OutputStream stream) throws IOException {
    stream.write(out.bytes, 0, out.size);
  }
}
