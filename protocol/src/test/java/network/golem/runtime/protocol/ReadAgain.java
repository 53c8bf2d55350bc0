package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/// What must hold for any bytes: they are read or refused, and a message that was read is the same
/// after it is written and read again.
final class ReadAgain {
  private static final int LONGEST_MESSAGE = 1 << 20;

  private ReadAgain() {}

  static void check(Direction direction, byte[] input) throws IOException {
    MessageReader<? extends Message> reader =
        direction.reader(new ByteArrayInputStream(input), LONGEST_MESSAGE);
    try {
      for (Message message = reader.read(); message != null; message = reader.read()) {
        assertThat(direction.read(Frames.of(message))).containsExactly(message);
      }
      assertThat(reader.offset()).isEqualTo(input.length);
    } catch (ProtocolException e) {
      assertThat(e.offset()).isBetween(reader.offset(), (long) input.length);
    }
  }
}
