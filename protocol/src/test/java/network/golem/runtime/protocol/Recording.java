package network.golem.runtime.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// What one side of a recorded session of the reference sent.
record Recording(String session, Direction direction, String digits) {
  private static final List<Recording> ALL = read();

  static List<Recording> all() {
    return ALL;
  }

  static Recording of(String session, Direction direction) {
    return ALL.stream()
        .filter(r -> r.session.equals(session) && r.direction == direction)
        .findFirst()
        .orElseThrow();
  }

  /// The bytes of all sessions in one direction.
  static List<byte[]> allOf(Direction direction) {
    return ALL.stream().filter(r -> r.direction == direction).map(Recording::bytes).toList();
  }

  byte[] bytes() {
    return Frames.hex(digits);
  }

  private static List<Recording> read() {
    try (InputStream in = Recording.class.getResourceAsStream("recorded-sessions.txt")) {
      return new String(requireNonNull(in).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(words -> new Recording(words[0], direction(words[1]), words[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Direction direction(String sender) {
    return sender.equals("supervisor") ? Direction.FROM_SUPERVISOR : Direction.FROM_RUNTIME;
  }

  @Override
  public String toString() {
    return session + " " + direction;
  }
}
