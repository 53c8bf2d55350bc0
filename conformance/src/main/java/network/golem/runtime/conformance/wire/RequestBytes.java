package network.golem.runtime.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// Builds requests byte by byte, also such as no client would send.
public final class RequestBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// A request without a command.
  public static RequestBytes of(long id) {
    return id == 0 ? new RequestBytes() : new RequestBytes().number(1, id);
  }

  public static byte[] hello(long id, String version) {
    return of(id).message(2, new RequestBytes().string(1, version)).bytes();
  }

  /// @param args with the command's name before them
  public static byte[] run(long id, String bin, List<String> args) {
    return run(id, runBody(bin, args));
  }

  /// @param body its content
  public static byte[] run(long id, RequestBytes body) {
    return of(id).message(10, body).bytes();
  }

  /// The content of a run request, to which fields can be added.
  public static RequestBytes runBody(String bin, List<String> args) {
    RequestBytes run = new RequestBytes().string(1, bin);
    args.forEach(arg -> run.string(2, arg));
    return run;
  }

  public static byte[] kill(long id, long pid, int signal) {
    return of(id).message(11, new RequestBytes().number(1, pid).number(2, signal)).bytes();
  }

  public static byte[] shutdown(long id) {
    return of(id).message(12, new RequestBytes()).bytes();
  }

  public RequestBytes number(int field, long value) {
    varint((long) field << 3, 1);
    return varint(value, 1);
  }

  public RequestBytes string(int field, String value) {
    return bytes(field, value.getBytes(UTF_8));
  }

  public RequestBytes message(int field, RequestBytes content) {
    return bytes(field, content.bytes());
  }

  public RequestBytes bytes(int field, byte[] content) {
    varint((long) field << 3 | RawMessage.LENGTH_DELIMITED, 1);
    varint(content.length, 1);
    out.writeBytes(content);
    return this;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  /// A frame with this message.
  public static byte[] frame(byte[] message) {
    return frame(message, 1);
  }

  /// A frame whose length takes at least so many bytes, which is more than it may need.
  public static byte[] frame(byte[] message, int lengthBytes) {
    RequestBytes frame = new RequestBytes().varint(message.length, lengthBytes);
    frame.out.writeBytes(message);
    return frame.bytes();
  }

  private RequestBytes varint(long value, int atLeast) {
    long left = value;
    int written = 1;
    while ((left & ~0x7fL) != 0 || written < atLeast) {
      out.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
      written++;
    }
    out.write((int) left);
    return this;
  }
}
