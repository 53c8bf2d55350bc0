package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class FrameBufferTest {
  private static final int SHORTEST_FRAME = 4;

  /// All messages that could be shorter than four bytes.
  static final List<Message> SHORT =
      List.of(
          new Request.Unrecognized(0),
          new Request.Unrecognized(6),
          new Request.Unrecognized(127),
          new Request.Shutdown(0),
          new Request.Hello(0, ""),
          new Request.KillProcess(0, 0, 0),
          new Request.RunProcess(0, "", List.of()),
          new Response.Unrecognized(0),
          new Response.Unrecognized(6),
          new Response.KillProcess(0),
          new Response.Shutdown(0),
          new Response.Hello(0, ""),
          new Response.RunProcess(0, 0),
          new Event.Unrecognized());

  @ParameterizedTest
  @FieldSource("SHORT")
  void framesHaveAtLeastFourBytes(Message message) throws Exception {
    byte[] frame = Frames.of(message);

    assertThat(frame).hasSizeGreaterThanOrEqualTo(SHORTEST_FRAME);
    assertThat(Direction.of(message).readOne(frame)).isEqualTo(message);
    assertThat(Direction.of(message).oracle(Arrays.copyOfRange(frame, 1, frame.length)))
        .isEqualTo(message);
  }

  @Test
  void randomFramesHaveAtLeastFourBytes() {
    Seeds.each(
        1_000,
        random -> {
          Samples samples = new Samples(random);
          Message message = samples.message(samples.oneOf(List.of(Direction.values())));

          assertThat(Frames.of(message)).hasSizeGreaterThanOrEqualTo(SHORTEST_FRAME);
        });
  }

  @Test
  void outputIsEncodedLikeTheEventThatContainsIt() {
    Seeds.each(
        2_000,
        random -> {
          Samples samples = new Samples(random);
          long pid = samples.number();
          Channel channel = samples.oneOf(List.of(Channel.values()));
          byte[] bytes = samples.bytes().toByteArray();
          int from = random.nextInt(bytes.length + 1);
          int length = random.nextInt(bytes.length - from + 1);
          byte[] expected =
              Frames.of(output(pid, channel, Bytes.copyOf(bytes, from, from + length)));

          FrameBuffer atOnce = new FrameBuffer(random.nextInt(100));
          atOnce.appendOutput(pid, channel, bytes, from, length);
          assertThat(Frames.written(atOnce)).isEqualTo(expected);

          FrameBuffer header = new FrameBuffer(random.nextInt(100));
          header.appendOutputHeader(pid, channel, length);
          assertThat(
                  Frames.joined(
                      Frames.written(header), Arrays.copyOfRange(bytes, from, from + length)))
              .isEqualTo(expected);
        });
  }

  private static Event output(long pid, Channel channel, Bytes bytes) {
    return switch (channel) {
      case STDOUT -> new Event.ProcessStatus(pid, true, 0, bytes, Bytes.EMPTY);
      case STDERR -> new Event.ProcessStatus(pid, true, 0, Bytes.EMPTY, bytes);
    };
  }

  @Test
  void framesStayUntilCleared() {
    FrameBuffer frames = new FrameBuffer(0);
    assertThat(frames.isEmpty()).isTrue();

    frames.append(new Request.Shutdown(8));
    assertThat(frames.isEmpty()).isFalse();
    assertThat(frames.size()).isEqualTo(5);
    assertThat(Frames.written(frames)).isEqualTo(Frames.written(frames));

    frames.clear();
    assertThat(frames.isEmpty()).isTrue();
    assertThat(Frames.written(frames)).isEmpty();
  }

  @Test
  void framesOfAnotherBufferAreAppended() {
    FrameBuffer first = new FrameBuffer(16);
    first.append(new Request.Shutdown(8));
    FrameBuffer second = new FrameBuffer(16);
    second.append(new Request.Hello(9, "0.1.0"));

    first.append(second);

    byte[] both = Frames.of(new Request.Shutdown(8), new Request.Hello(9, "0.1.0"));
    assertThat(Frames.written(first)).isEqualTo(both);
    byte[] target = new byte[both.length + 2];
    first.copyTo(target, 1);
    assertThat(Arrays.copyOfRange(target, 1, both.length + 1)).isEqualTo(both);
  }

  @Test
  void failedAppendLeavesTheBufferUnchanged() {
    FrameBuffer frames = new FrameBuffer(16);
    frames.append(new Request.Shutdown(8));

    assertThatThrownBy(() -> frames.append(withoutValue()))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> frames.appendOutput(1, Channel.STDOUT, new byte[10], 5, 6))
        .isInstanceOf(IndexOutOfBoundsException.class);

    assertThat(Frames.written(frames)).isEqualTo(Frames.of(new Request.Shutdown(8)));
  }

  @SuppressWarnings("NullAway") // intentionally invalid
  private static Message withoutValue() {
    return new Response.Error(1, ErrorCode.INTERNAL, "text", Collections.singletonMap("key", null));
  }
}
