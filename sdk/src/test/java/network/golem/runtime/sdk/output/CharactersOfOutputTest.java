package network.golem.runtime.sdk.output;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import network.golem.runtime.sdk.command.Clock;
import network.golem.runtime.sdk.frames.SendCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every piece of output ends at a character boundary, and no byte is lost or changed.
class CharactersOfOutputTest {
  private static final int ROUNDS = 300;
  private static final String TEXT = "aß€😀ż\tx한\u0000";

  private final Pieces pieces = new Pieces();

  /// The output that is passed on. Like a frame writer, it overwrites the bytes before a piece.
  private static final class Pieces implements OutputSink {
    private final List<byte[]> all = new ArrayList<>();
    private final Map<OutputChannel, ByteArrayOutputStream> whole =
        new EnumMap<>(OutputChannel.class);

    @Override
    public void write(OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
      assertThat(length).isBetween(1, 64 * 1024);
      all.add(Arrays.copyOfRange(buffer, from, from + length));
      whole.computeIfAbsent(channel, _ -> new ByteArrayOutputStream()).write(buffer, from, length);
      Arrays.fill(buffer, from - OutputSink.HEADER_ROOM, from, (byte) '!');
    }

    @Override
    public boolean offer(
        OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
      write(channel, buffer, from, length, check);
      return true;
    }

    @Override
    public void recheck() {
      // there is always room
    }

    @Override
    public void started() {
      // never called
    }

    byte[] of(OutputChannel channel) {
      return whole.getOrDefault(channel, new ByteArrayOutputStream()).toByteArray();
    }

    List<String> texts() {
      return all.stream().map(bytes -> new String(bytes, UTF_8)).toList();
    }
  }

  /// An output whose clock has stopped, so that no silence is ever long enough.
  private CommandOutput output() {
    ScheduledExecutorService stopped = new Clock(_ -> {});
    var _ = stopped.shutdownNow();
    return new CommandOutput(pieces, () -> {}, stopped);
  }

  private static void pass(CommandOutput output, OutputChannel channel, byte[] bytes) {
    byte[] roomy = new byte[OutputSink.HEADROOM + bytes.length];
    System.arraycopy(bytes, 0, roomy, OutputSink.HEADROOM, bytes.length);
    output.pass(channel, roomy, OutputSink.HEADROOM, bytes.length);
  }

  private static void print(CommandOutput output, OutputChannel channel, byte[] bytes) {
    PrintStream stream = channel == OutputChannel.STDOUT ? output.stdout() : output.stderr();
    stream.write(bytes, 0, bytes.length);
  }

  /// Writes all of it in parts of any size, alternately printed and passed on.
  private void handOver(Random random, Map<OutputChannel, byte[]> texts, int longestPart) {
    CommandOutput output = output();
    Map<OutputChannel, Integer> done =
        new EnumMap<>(Map.of(OutputChannel.STDOUT, 0, OutputChannel.STDERR, 0));
    while (done.entrySet().stream().anyMatch(e -> e.getValue() < texts.get(e.getKey()).length)) {
      OutputChannel channel = random.nextBoolean() ? OutputChannel.STDOUT : OutputChannel.STDERR;
      int from = done.get(channel);
      int to = Math.min(texts.get(channel).length, from + 1 + random.nextInt(longestPart));
      byte[] part = Arrays.copyOfRange(texts.get(channel), from, to);
      if (part.length > 0 && random.nextBoolean()) {
        pass(output, channel, part);
      } else {
        print(output, channel, part);
      }
      done.put(channel, to);
    }
    output.flush();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 200, 70_000})
  void everyPieceOfTextIsValidUtf8(int longestPart) {
    for (int round = 0; round < ROUNDS / Math.max(1, longestPart / 1000); round++) {
      Random random = new Random(round);
      byte[] out = (TEXT.repeat(1 + random.nextInt(longestPart)) + "end").getBytes(UTF_8);
      byte[] err = (TEXT.repeat(1 + random.nextInt(longestPart)) + "end\n").getBytes(UTF_8);
      pieces.all.clear();
      pieces.whole.clear();
      handOver(random, Map.of(OutputChannel.STDOUT, out, OutputChannel.STDERR, err), longestPart);
      assertThat(pieces.of(OutputChannel.STDOUT)).isEqualTo(out);
      assertThat(pieces.of(OutputChannel.STDERR)).isEqualTo(err);
      assertThat(pieces.texts()).noneMatch(text -> text.contains("\uFFFD"));
    }
  }

  @Test
  void bytesThatAreNotUtf8StayUnchanged() {
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(round);
      byte[] out = new byte[random.nextInt(5000)];
      byte[] err = new byte[random.nextInt(5000)];
      random.nextBytes(out);
      random.nextBytes(err);
      pieces.all.clear();
      pieces.whole.clear();
      handOver(random, Map.of(OutputChannel.STDOUT, out, OutputChannel.STDERR, err), 1 + round * 3);
      assertThat(pieces.of(OutputChannel.STDOUT)).isEqualTo(out);
      assertThat(pieces.of(OutputChannel.STDERR)).isEqualTo(err);
    }
  }

  @Test
  void invalidUtf8IsNotHeldBack() {
    CommandOutput output = output();
    for (byte[] bytes :
        List.of(
            "caf\u00e9 \u00fc!".getBytes(ISO_8859_1),
            new byte[] {'x', (byte) 0xff},
            new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80},
            new byte[] {(byte) 0xc3, (byte) 0xa9, (byte) 0xa9},
            new byte[] {(byte) 0xc0})) {
      pieces.all.clear();
      pass(output, OutputChannel.STDOUT, bytes);
      assertThat(pieces.all).containsExactly(bytes);
    }
  }

  @Test
  void flushSendsAnIncompleteCharacter() {
    CommandOutput output = output();
    pass(output, OutputChannel.STDOUT, new byte[] {'a', (byte) 0xf0, (byte) 0x9f});
    pass(output, OutputChannel.STDERR, new byte[] {(byte) 0xe2});
    assertThat(pieces.texts()).containsExactly("a");
    output.flush();
    assertThat(pieces.of(OutputChannel.STDOUT)).containsExactly('a', 0xf0, 0x9f);
    assertThat(pieces.of(OutputChannel.STDERR)).containsExactly(0xe2);
  }
}
