package network.golem.runtime.sdk.frames;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The order and the amount of waiting frames, and how a batch is written in spite of errors.
class FrameQueueTest {
  private static final long PID = 7;

  private final FrameQueue queue = new FrameQueue();
  private final ChangingCounter counter = new ChangingCounter();

  /// A counter that grows each time it is read.
  private static final class ChangingCounter implements PendingCounter {
    private boolean queued;
    private int value;
    private int failures;

    @Override
    public boolean isQueued() {
      return queued;
    }

    @Override
    public void queued() {
      queued = true;
    }

    @Override
    public Event.Counter take() {
      queued = false;
      if (failures-- > 0) {
        throw new StackOverflowError("thrown by a counter");
      }
      return new Event.Counter("golem.usage.looks", ++value);
    }
  }

  /// Lets some writes through, and then one fail.
  private static final class Failing extends OutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int writesUntilFailure;

    Failing(int writesUntilFailure) {
      this.writesUntilFailure = writesUntilFailure;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (writesUntilFailure-- == 0) {
        throw new StackOverflowError("thrown by the stream");
      }
      written.write(bytes, from, length);
    }
  }

  @Test
  void answersComeFirstAndTheRestInOrder() throws IOException {
    output("a");
    queue.answer(new Response.KillProcess(1));
    output("b");
    queue.answer(new Response.RunProcess(2, 9), new Event[] {Event.ProcessStatus.started(9)});
    assertThat(taken())
        .containsExactly(
            new Response.KillProcess(1),
            new Response.RunProcess(2, 9),
            Event.ProcessStatus.started(9),
            printed("a"),
            printed("b"));
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void lastMessageFollowsOutputAndCounters() throws IOException {
    output("a");
    queue.counterChanged(counter);
    queue.last(new Response.Shutdown(3));
    assertThat(taken())
        .containsExactly(
            printed("a"), new Event.Counter("golem.usage.looks", 1), new Response.Shutdown(3));
  }

  @Test
  void counterIsReadWhenItIsTaken() throws IOException {
    queue.counterChanged(counter);
    assertThat(counter.queued).isTrue();
    counter.value = 41;
    assertThat(taken()).containsExactly(new Event.Counter("golem.usage.looks", 42));
    assertThat(counter.queued).isFalse();
  }

  @Test
  void counterThatCannotBeTakenStaysInTheQueue() throws IOException {
    queue.counterChanged(counter);
    counter.failures = 1;
    assertThatThrownBy(queue::take).isInstanceOf(StackOverflowError.class);
    assertThat(queue.isEmpty()).isFalse();
    assertThat(taken()).containsExactly(new Event.Counter("golem.usage.looks", 1));
  }

  @Test
  void answersAreCountedUntilTheyAreTaken() throws IOException {
    queue.answer(new Response.KillProcess(1));
    queue.answer(new Response.RunProcess(2, 9), new Event[0]);
    assertThat(queue.waitingAnswers()).isEqualTo(2);
    assertThat(taken()).hasSize(2);
    assertThat(queue.waitingAnswers()).isZero();
  }

  @Test
  void thereIsRoomForOneFrameOfAnySizeOrForSome32KiB() {
    assertThat(queue.hasRoomFor(10 * FrameQueue.GATHERED)).isTrue();
    output("x".repeat(FrameQueue.GATHERED / 2));
    assertThat(queue.hasRoomFor(FrameQueue.GATHERED / 2)).isFalse();
    assertThat(queue.hasRoomFor(FrameQueue.GATHERED / 2 - FrameBuffer.LONGEST_HEADER)).isTrue();
  }

  @Test
  void answersNeedNoRoom() {
    queue.answer(new Response.Hello(1, "x".repeat(2 * FrameQueue.GATHERED)));
    assertThat(queue.hasRoomFor(FrameQueue.GATHERED)).isTrue();
  }

  @Test
  void lengthOfACounterIsUnknown() {
    assertThat(queue.isWithin(0)).isTrue();
    queue.answer(new Response.KillProcess(1));
    assertThat(queue.isWithin(0)).isFalse();
    assertThat(queue.isWithin(100)).isTrue();
    queue.counterChanged(counter);
    assertThat(queue.isWithin(100)).isFalse();
  }

  @Test
  void framesAddedAfterTakingAreInTheNextBatch() throws IOException {
    output("a");
    Batch first = queue.take();
    output("b");
    assertThat(written(first)).containsExactly(printed("a"));
    queue.giveBack(first);
    assertThat(taken()).containsExactly(printed("b"));
    assertThat(taken()).isEmpty();
  }

  @Test
  void clearingRemovesEverything() throws IOException {
    output("a");
    queue.answer(new Response.KillProcess(1));
    queue.counterChanged(counter);
    queue.clear();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.waitingAnswers()).isZero();
    assertThat(taken()).isEmpty();
  }

  @Test
  void smallBatchIsOneWrite() throws IOException {
    queue.answer(new Response.KillProcess(1));
    output("a");
    Failing second = new Failing(1);
    queue.take().write(second);
    assertThat(read(second.written)).containsExactly(new Response.KillProcess(1), printed("a"));
  }

  /// Nothing is written twice or lost, whichever write has failed.
  @ParameterizedTest
  @ValueSource(ints = {10, FrameQueue.GATHERED, 3 * FrameQueue.GATHERED})
  void batchIsResumedWhereItFailed(int size) throws IOException {
    for (int failAt = 0; failAt < 3; failAt++) {
      queue.answer(new Response.KillProcess(1));
      output("x".repeat(size));
      queue.answer(new Response.Hello(2, "y".repeat(size)));
      Failing out = new Failing(failAt);
      Batch batch = queue.take();
      try {
        batch.write(out);
      } catch (StackOverflowError e) {
        batch.write(out);
      }
      assertThat(read(out.written))
          .containsExactly(
              new Response.KillProcess(1),
              new Response.Hello(2, "y".repeat(size)),
              printed("x".repeat(size)));
      batch.write(out); // has nothing left to write
      assertThat(read(out.written)).hasSize(3);
      queue.giveBack(batch);
    }
  }

  @Test
  void headerIsPutBeforeTheCallersBytes() throws IOException {
    byte[] bytes = new byte[FrameBuffer.LONGEST_HEADER + 5000];
    int from = FrameBuffer.LONGEST_HEADER;
    Arrays.fill(bytes, from, bytes.length, (byte) 'z');
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    queue.take().writeWith(out, Long.MIN_VALUE, Channel.STDERR, bytes, from, 5000);
    assertThat(read(out))
        .containsExactly(
            new Event.ProcessStatus(
                Long.MIN_VALUE, true, 0, Bytes.EMPTY, Bytes.utf8("z".repeat(5000))));
  }

  private void output(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    queue.output(PID, Channel.STDOUT, bytes, 0, bytes.length);
  }

  private static Event printed(String text) {
    return new Event.ProcessStatus(PID, true, 0, Bytes.utf8(text), Bytes.EMPTY);
  }

  private List<RuntimeMessage> taken() throws IOException {
    Batch batch = queue.take();
    List<RuntimeMessage> messages = written(batch);
    queue.giveBack(batch);
    return messages;
  }

  private static List<RuntimeMessage> written(Batch batch) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    batch.write(out);
    return read(out);
  }

  private static List<RuntimeMessage> read(ByteArrayOutputStream out) throws IOException {
    MessageReader<RuntimeMessage> reader =
        MessageReader.ofRuntimeMessages(new ByteArrayInputStream(out.toByteArray()));
    List<RuntimeMessage> messages = new ArrayList<>();
    for (RuntimeMessage message = reader.read(); message != null; message = reader.read()) {
      messages.add(message);
    }
    return messages;
  }
}
