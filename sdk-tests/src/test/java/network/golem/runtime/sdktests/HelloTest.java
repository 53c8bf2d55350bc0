package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The answer to hello tells the supervisor that `start` is over. Afterwards, it takes output for
/// an unknown pid as a command's.
class HelloTest {
  private final Latches latches = new Latches();

  @TempDir Path workdir;

  @RuntimeDef(name = "hello")
  static final class Starting implements GolemRuntime {
    private final Latches latches;

    Starting(Latches latches) {
      this.latches = latches;
    }

    @Override
    public void start(Command start, Activity activity) throws InterruptedException {
      Thread.ofPlatform().daemon().start(() -> activity.state("stuck", true));
      latches.await("writing");
      start.stdout().println("from start"); // has to wait
    }

    @Override
    public int run(Command command, Activity activity) {
      latches.open("serving");
      return 0;
    }
  }

  /// Accepts nothing before its latch opens.
  private final class StuckOutput extends OutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      latches.open("writing");
      latches.awaitUninterruptibly("reading");
      taken.write(bytes, from, length);
    }
  }

  /// An empty stream, whose end arrives when the latch opens.
  private InputStream endAfter(String latch) {
    return end(() -> latches.awaitUninterruptibly(latch));
  }

  /// An empty stream; reading it opens the latch.
  private InputStream opening(String latch) {
    return end(() -> latches.open(latch));
  }

  private static InputStream end(Runnable before) {
    return new FilterInputStream(InputStream.nullInputStream()) {
      @Override
      public int read() throws IOException {
        before.run();
        return super.read();
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        before.run();
        return super.read(bytes, from, length);
      }
    };
  }

  private static InputStream frame(Request request) {
    FrameBuffer frame = new FrameBuffer(64);
    frame.append(request);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      frame.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  @Test
  void helloIsAnsweredAfterTheOutputOfStartHoweverSlowTheReader() throws IOException {
    StuckOutput out = new StuckOutput();
    List<InputStream> input =
        List.of(
            frame(new Request.RunProcess(2, "serve", List.of())),
            endAfter("serving"),
            frame(new Request.Hello(3, "0.1.0")),
            opening("reading"),
            frame(new Request.Shutdown(4)));
    int code =
        GolemRuntime.execute(
            () -> new Starting(latches),
            new String[] {"--workdir", workdir.toString(), "start"},
            Map.of("GOLEM_RUNTIME_TICK_WAIT", "off"),
            new SequenceInputStream(Collections.enumeration(input)),
            out,
            OutputStream.nullOutputStream());
    assertThat(code).isZero();
    List<RuntimeMessage> messages = messages(out.taken);
    assertThat(messages)
        .filteredOn(message ->
            message instanceof Response.Hello
                || (message instanceof Event.ProcessStatus status && status.pid() == 0))
        .extracting(Object::getClass)
        .containsExactly(Event.ProcessStatus.class, Response.Hello.class);
    assertThat(messages.getLast()).isEqualTo(new Response.Shutdown(4));
  }

  private static List<RuntimeMessage> messages(ByteArrayOutputStream bytes) throws IOException {
    List<RuntimeMessage> messages = new ArrayList<>();
    MessageReader<RuntimeMessage> reader =
        MessageReader.ofRuntimeMessages(new ByteArrayInputStream(bytes.toByteArray()));
    for (RuntimeMessage message = reader.read(); message != null; message = reader.read()) {
      messages.add(message);
    }
    return messages;
  }
}
