package network.golem.runtime.protocol;

import static network.golem.runtime.protocol.WireReader.LENGTH_DELIMITED;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// Frames in a row, ready to be written: each a length and then one message. Grows with what it is
/// given. Not for use by several threads at once.
///
/// No frame here has fewer than four bytes: the reference's decoder does not look at shorter ones
/// until more has come.
public final class FrameBuffer {
  private static final int SHORTEST_MESSAGE = 3;

  /// No frame has more bytes than this before a command's output. What stands before the bytes of
  /// an output frame takes no more bytes than this.
  public static final int LONGEST_HEADER = 40;

  /// Which of a command's outputs is meant.
  public enum Channel {
    STDOUT(4),
    STDERR(5);

    private final int field;

    Channel(int field) {
      this.field = field;
    }
  }

  private final WireWriter out;

  /// @param capacity how many bytes there is room for before it grows
  public FrameBuffer(int capacity) {
    out = new WireWriter(capacity);
  }

  /// How many bytes wait.
  public int size() {
    return out.size;
  }

  public boolean isEmpty() {
    return out.size == 0;
  }

  /// Forgets all frames.
  public void clear() {
    out.size = 0;
  }

  /// Appends a message as a frame. Where that fails, for want of memory say, nothing is appended.
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

  /// Makes a message that is too short longer by writing its id again, or the zero that it left
  /// out.
  private void lengthen(int begin, Message message) {
    while (out.size - begin < SHORTEST_MESSAGE) {
      switch (message) {
        case Request request -> out.numberAlways(Fields.REQUEST_ID, request.id());
        case Response response -> out.numberAlways(Fields.RESPONSE_ID, response.id());
        case Event event -> out.numberAlways(Fields.RESPONSE_ID, 0);
      }
    }
  }

  /// Appends a piece of a running command's output as a frame: what [#append(Message)] makes of
  /// such an [Event.ProcessStatus], without a detour.
  ///
  /// @param pid the command
  /// @param length how many of `bytes` are output, beginning with `from`
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
      if (!whole) { // nor is there half a frame when the stack overflows
        out.size = begin;
      }
    }
  }

  /// Appends the beginning of such a frame: all but the output's `length` bytes, which the caller
  /// writes to the stream right after these.
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

  /// Copies all frames to `target`, from its index `at` on.
  public void copyTo(byte[] target, int at) {
    System.arraycopy(out.bytes, 0, target, at, out.size);
  }

  /// Writes all frames, in one write. They stay here until [#clear()].
  public void writeTo(OutputStream stream) throws IOException {
    stream.write(out.bytes, 0, out.size);
  }
}
