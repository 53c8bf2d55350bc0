package network.golem.runtime.sdktests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Input from a supervisor that is not a request, byte by byte.
class BrokenInputTest {
  private static final String HELLO = "0b08021207 0a05302e312e30";

  @TempDir Path workdir;

  @RuntimeDef(name = "listening")
  static final class Listening implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    @Override
    public void stop(Activity activity) throws IOException {
      Marks.leave(activity.workdir(), "stopped");
    }
  }

  private record Outcome(int code, Bytes out, String err) {}

  /// Sends this, and then the end of input.
  private Outcome receive(String hex) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return receive(new ByteArrayInputStream(bytes(hex)), out);
  }

  /// Sends `first`, and the rest as soon as that has been answered.
  private Outcome receive(String first, String rest) {
    Answers out = new Answers();
    return receive(
        new SequenceInputStream(
            new ByteArrayInputStream(bytes(first)),
            out.after(new ByteArrayInputStream(bytes(rest)))),
        out);
  }

  private Outcome receive(InputStream in, ByteArrayOutputStream out) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        GolemRuntime.execute(
            Listening::new,
            new String[] {"--workdir", workdir.toString(), "start"},
            Map.of(),
            in,
            out,
            err);
    return new Outcome(code, Bytes.copyOf(out.toByteArray()), err.toString(UTF_8));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static RuntimeMessage first(Outcome outcome) throws IOException {
    return Objects.requireNonNull(
        MessageReader.ofRuntimeMessages(new ByteArrayInputStream(outcome.out().toByteArray()))
            .read());
  }

  /// The runtime's output, and a stream that waits until there is some.
  private static final class Answers extends ByteArrayOutputStream {
    private final CountDownLatch written = new CountDownLatch(1);

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      written.countDown();
    }

    InputStream after(InputStream in) {
      return new FilterInputStream(in) {
        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          try {
            written.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          return super.read(bytes, from, length);
        }
      };
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a length of eleven bytes | ffffffffffffffffffffff  | exceeds ten bytes",
        "a length of more than 64 bits | ffffffffffffffffff7f | exceeds 64 bits",
        "a length beyond all limits | ffffffff7f | 34359738367 bytes exceeds the limit",
        "a negative length | ffffffffffffffffff01 | 18446744073709551615 bytes exceeds the limit",
        "text | 68656c6c6f | the input ends after 4 of a message's 104 bytes",
        "an end inside a length | 80 | the input ends within the length",
        "an end inside a message | 0b0802 | the input ends after 2 of a message's 11 bytes",
        "a field of number zero | 0400080800 |",
        "a wire type that there is none of | 0308020f |",
        "a field that is longer than its message | 0508021205 0a | ",
        "text that is no UTF-8 | 07080212030a01ff |",
      })
  void brokenInputEndsTheRuntimeWithASentence(String name, String hex, String reason)
      throws IOException {
    Outcome outcome = receive(hex);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .startsWith("listening: the supervisor sent an invalid request: ")
        .contains(reason == null ? "" : reason)
        .contains(", at byte ")
        .endsWith("; stopping\n")
        .hasLineCount(1);
    assertThat(outcome.out()).isEqualTo(Bytes.EMPTY);
    assertThat(Marks.in(workdir)).containsExactly("stopped");
  }

  @Test
  void earlierRequestsAreAnswered() throws IOException {
    Outcome outcome = receive(HELLO, "ffffffff7f");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(first(outcome)).isEqualTo(new Response.Hello(2, "0.0.0-dev"));
  }

  @Test
  void requestWithoutACommandIsAnsweredWithAnError() throws IOException {
    Outcome outcome = receive("020807", "");
    assertThat(outcome.code()).isZero();
    assertThat(first(outcome))
        .isEqualTo(new Response.Error(7, ErrorCode.BAD_REQUEST, "unknown command", Map.of()));
  }

  @Test
  void joiningANetworkIsRefused() throws IOException {
    Outcome outcome = receive("050807f20100", "");
    assertThat(outcome.code()).isZero();
    assertThat(first(outcome))
        .isEqualTo(
            new Response.Error(
                7, ErrorCode.BAD_REQUEST, "listening does not join networks", Map.of()));
  }

  @Test
  void emptyInputIsAnOrdinaryEnd() throws IOException {
    Outcome outcome = receive("");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(Marks.in(workdir)).containsExactly("stopped");
  }

  @Test
  void lengthMayHaveMoreBytesThanNeeded() throws IOException {
    Outcome outcome = receive("8b00" + HELLO.substring(2), "");
    assertThat(outcome.code()).isZero();
    assertThat(first(outcome)).isEqualTo(new Response.Hello(2, "0.0.0-dev"));
  }
}
