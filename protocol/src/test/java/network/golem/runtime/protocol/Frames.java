package network.golem.runtime.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;

/// Frames as plain bytes.
final class Frames {
  private Frames() {}

  /// Our frames of these messages.
  static byte[] of(Message... messages) {
    FrameBuffer frames = new FrameBuffer(0);
    for (Message message : messages) {
      frames.append(message);
    }
    return written(frames);
  }

  /// What a buffer holds.
  static byte[] written(FrameBuffer frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      frames.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// The frame with this message in it.
  static byte[] around(byte[] message) {
    WireWriter frame = new WireWriter(message.length + 10);
    frame.varint(message.length);
    frame.raw(message, 0, message.length);
    return Arrays.copyOf(frame.bytes, frame.size);
  }

  /// The first bytes, and then the others.
  static byte[] joined(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /// Bytes written as hexadecimal digits, with spaces and bars where they help the eye.
  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("[ |]", ""));
  }
}
