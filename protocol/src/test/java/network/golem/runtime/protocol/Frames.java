package network.golem.runtime.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;

/// Frames as plain bytes.
final class Frames {
  private Frames() {}

  /// These messages as frames, encoded by our code.
  static byte[] of(Message... messages) {
    FrameBuffer frames = new FrameBuffer(0);
    for (Message message : messages) {
      frames.append(message);
    }
    return written(frames);
  }

  /// The content of a buffer.
  static byte[] written(FrameBuffer frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      frames.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// A frame with this message.
  static byte[] around(byte[] message) {
    WireWriter frame = new WireWriter(message.length + 10);
    frame.varint(message.length);
    frame.raw(message, 0, message.length);
    return Arrays.copyOf(frame.bytes, frame.size);
  }

  /// The concatenation of both arrays.
  static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /// Parses hexadecimal digits, in which spaces and bars are ignored.
  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("[ |]", ""));
  }
}
