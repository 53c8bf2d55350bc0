package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Both ends of a session over two real pipes.
class StreamConnectionTest {
  private static final int SENDERS = 8;
  private static final int MESSAGES = 300;
  private static final int PAGE = 4096;

  private final Pipe requests = Pipe.open();
  private final Pipe answers = Pipe.open();
  private final Connection<Request, RuntimeMessage> supervisor =
      Connection.ofSupervisor(
          Channels.newInputStream(answers.source()),
          inPieces(Channels.newOutputStream(requests.sink())));
  private final Connection<RuntimeMessage, Request> runtime =
      Connection.ofRuntime(
          Channels.newInputStream(requests.source()),
          inPieces(Channels.newOutputStream(answers.sink())));

  StreamConnectionTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    supervisor.close();
    runtime.close();
  }

  @Test
  void eachEndReceivesWhatTheOtherSends() throws Exception {
    supervisor.send(new Request.Hello(2, "0.1.0"));
    runtime.send(new Response.Hello(2, "1.2.3"));
    runtime.send(Event.ProcessStatus.started(1));

    assertThat(runtime.receive()).isEqualTo(new Request.Hello(2, "0.1.0"));
    assertThat(supervisor.receive()).isEqualTo(new Response.Hello(2, "1.2.3"));
    assertThat(supervisor.receive()).isEqualTo(Event.ProcessStatus.started(1));
  }

  @Test
  void otherEndReadsWhatWasSentAndThenTheEnd() throws Exception {
    supervisor.send(new Request.Shutdown(2));
    supervisor.close();

    assertThat(runtime.receive()).isEqualTo(new Request.Shutdown(2));
    assertThat(runtime.receive()).isNull();
    assertThat(runtime.receive()).isNull();
  }

  @Test
  void nothingCanBeSentOnceEitherEndIsClosed() throws Exception {
    supervisor.close();
    supervisor.close();

    assertThatThrownBy(() -> supervisor.send(new Request.Shutdown(2)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> runtime.send(new Response.Shutdown(2)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void endInsideAFrameIsAnError() throws Exception {
    byte[] frame = Frames.of(new Request.Shutdown(2));
    requests.sink().write(ByteBuffer.wrap(frame, 0, 3));
    requests.sink().close();

    assertThatThrownBy(runtime::receive)
        .hasMessage("the input ends after 2 of a message's 4 bytes, at byte 3 of the input");
  }

  @Test
  void framesOfConcurrentSendersStayIntact() throws Exception {
    Future<Map<Long, List<Integer>>> events = Background.start(() -> eventsAt(supervisor));
    Future<Map<Long, List<Integer>>> runs = Background.start(() -> runsAt(runtime));
    List<Future<?>> senders = new ArrayList<>();
    for (long sender = 1; sender <= SENDERS; sender++) {
      long name = sender;
      senders.add(Background.start(() -> sendEvents(name)));
      senders.add(Background.start(() -> sendRuns(name)));
    }
    for (Future<?> sender : senders) {
      sender.get();
    }
    requests.sink().close();
    answers.sink().close();

    List<Integer> inOrder = IntStream.range(0, MESSAGES).boxed().toList();
    assertThat(events.get()).hasSize(SENDERS).values().containsOnly(inOrder);
    assertThat(runs.get()).hasSize(SENDERS).values().containsOnly(inOrder);
  }

  private @Nullable Void sendEvents(long sender) throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      runtime.send(new Event.ProcessStatus(sender, true, i, filling(sender, i), Bytes.EMPTY));
    }
    return null;
  }

  private @Nullable Void sendRuns(long sender) throws IOException {
    for (int i = 0; i < MESSAGES; i++) {
      supervisor.send(new Request.RunProcess(i, "" + sender, List.of(filling(sender, i).utf8())));
    }
    return null;
  }

  private static Map<Long, List<Integer>> eventsAt(Connection<Request, RuntimeMessage> end)
      throws IOException {
    Map<Long, List<Integer>> numbers = new HashMap<>();
    try (end) {
      while (end.receive() instanceof Event.ProcessStatus status) {
        assertThat(status.stdout()).isEqualTo(filling(status.pid(), status.returnCode()));
        numbers.computeIfAbsent(status.pid(), _ -> new ArrayList<>()).add(status.returnCode());
      }
    }
    return numbers;
  }

  private static Map<Long, List<Integer>> runsAt(Connection<RuntimeMessage, Request> end)
      throws IOException {
    Map<Long, List<Integer>> numbers = new HashMap<>();
    try (end) {
      while (end.receive() instanceof Request.RunProcess run) {
        long sender = Long.parseLong(run.bin());
        assertThat(run.args()).containsExactly(filling(sender, (int) run.id()).utf8());
        numbers.computeIfAbsent(sender, _ -> new ArrayList<>()).add((int) run.id());
      }
    }
    return numbers;
  }

  /// Long writes are split into pages, as in any stream that is not synchronized itself.
  private static OutputStream inPieces(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        for (int at = from; at < from + length; at += PAGE) {
          out.write(bytes, at, Math.min(PAGE, from + length - at));
        }
      }
    };
  }

  /// Sometimes short, sometimes longer than a pipe's capacity.
  private static Bytes filling(long sender, int number) {
    return Bytes.utf8(("" + sender).repeat(number % 10 == 0 ? 70_000 + number : number));
  }
}
