package network.golem.runtime.supervisor.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import network.golem.runtime.protocol.Bytes;

/// Captured output, as a requestor gets it.
public sealed interface Captured {

  /// A string.
  record Text(String text) implements Captured {}

  /// Numbers from 0 to 255.
  record Binary(Bytes bytes) implements Captured {}

  /// The form in a command's result. Output that is not valid UTF-8 as a whole becomes a string
  /// with one character for each byte.
  static Captured whole(boolean binary, byte[] kept) {
    return binary ? new Binary(Bytes.copyOf(kept)) : new Text(text(kept));
  }

  /// Decodes UTF-8. Invalid UTF-8 becomes one character for each byte.
  static String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, ISO_8859_1); // as a node's supervisor decodes it
    }
  }

  /// The form in an event. Invalid UTF-8 becomes replacement characters.
  static Captured chunk(boolean binary, Bytes bytes) {
    return binary ? new Binary(bytes) : new Text(new String(bytes.toByteArray(), UTF_8));
  }
}
