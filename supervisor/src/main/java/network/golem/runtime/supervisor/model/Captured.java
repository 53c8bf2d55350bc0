package network.golem.runtime.supervisor.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import network.golem.runtime.protocol.Bytes;

/// What a requestor gets of an output.
public sealed interface Captured {

  /// Text.
  record Text(String text) implements Captured {}

  /// Numbers from 0 to 255.
  record Binary(Bytes bytes) implements Captured {}

  /// What a command's result has: text that is no UTF-8 as a whole has a character for each byte.
  static Captured whole(boolean binary, byte[] kept) {
    return binary ? new Binary(Bytes.copyOf(kept)) : new Text(text(kept));
  }

  /// UTF-8, or what is none with a character for each byte.
  static String text(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, ISO_8859_1); // as the real supervisor makes text of it
    }
  }

  /// What an event has: a replacement character in the place of what is no UTF-8.
  static Captured chunk(boolean binary, Bytes bytes) {
    return binary ? new Binary(bytes) : new Text(new String(bytes.toByteArray(), UTF_8));
  }
}
