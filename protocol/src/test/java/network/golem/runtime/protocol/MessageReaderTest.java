package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageReaderTest {

  @Test
  void emptyStreamHasNoMessage() throws Exception {
    MessageReader<Request> reader = MessageReader.ofRequests(InputStream.nullInputStream());

    assertThat(reader.read()).isNull();
    assertThat(reader.read()).isNull();
    assertThat(reader.offset()).isZero();
  }

  @Test
  void streamMayArriveInAnyPieces() {
    Seeds.each(
        30,
        random -> {
          Message[] messages = messages(random, 300);
          MessageReader<RuntimeMessage> reader =
              MessageReader.ofRuntimeMessages(
                  new Trickle(
                      new ByteArrayInputStream(Frames.of(messages)),
                      () -> 1 + random.nextInt(70_000)));

          List<Message> read = new ArrayList<>();
          for (Message next = reader.read(); next != null; next = reader.read()) {
            read.add(next);
          }

          assertThat(read).containsExactly(messages);
        });
  }

  @Test
  void shortFrameIsReadAtOnce() throws Exception {
    Pipe pipe = Pipe.open();
    try (InputStream in = Channels.newInputStream(pipe.source());
        Pipe.SinkChannel out = pipe.sink()) {
      MessageReader<Request> reader = MessageReader.ofRequests(in);

      out.write(ByteBuffer.wrap(Frames.hex("00")));
      assertThat(reader.read()).isEqualTo(new Request.Unrecognized(0));

      out.write(ByteBuffer.wrap(Frames.hex("02 08 06")));
      assertThat(reader.read()).isEqualTo(new Request.Unrecognized(6));
    }
  }

  @Test
  void lengthMayHaveMoreBytesThanNeeded() throws Exception {
    assertThat(
            Direction.FROM_SUPERVISOR.read(
                Frames.hex("84 80 80 80 80 80 80 80 80 00 | 08 08 62 00")))
        .containsExactly(new Request.Shutdown(8));
  }

  @Test
  void readingContinuesAfterAnErrorOfTheStream() throws Exception {
    Message[] messages = messages(new Random(1), 20);
    MessageReader<RuntimeMessage> reader =
        MessageReader.ofRuntimeMessages(
            new Stuttering(new ByteArrayInputStream(Frames.of(messages))));

    for (Message expected : messages) {
      assertThat(persistently(reader)).isEqualTo(expected);
    }
    assertThat(persistently(reader)).isNull();
  }

  private static Message[] messages(Random random, int count) {
    Message[] messages = new Message[count];
    Arrays.setAll(messages, i -> new Samples(random).message(Direction.FROM_RUNTIME));
    return messages;
  }

  private static RuntimeMessage persistently(MessageReader<RuntimeMessage> reader)
      throws IOException {
    while (true) {
      try {
        return reader.read();
      } catch (SocketTimeoutException e) {
        // once more
      }
    }
  }

  /// Returns a hundred bytes, then throws, then returns the next hundred.
  private static final class Stuttering extends FilterInputStream {
    private boolean failing;

    Stuttering(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      failing = !failing;
      if (failing) {
        throw new SocketTimeoutException();
      }
      return super.read(target, from, Math.min(length, 100));
    }
  }
}
