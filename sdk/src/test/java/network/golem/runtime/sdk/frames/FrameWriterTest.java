package network.golem.runtime.sdk.frames;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which thread writes which frames when, one rule after another. [InterleavingsTest] and
/// [FrameWriterStressTest] check that the rules hold for all interleavings of threads.
@Timeout(30)
class FrameWriterTest {
  private static final SendCheck ALWAYS = () -> {};

  /// The pid of a command that prints, if it does not matter which.
  private static final long PID = 1;

  /// The size of the largest frame that a printing thread may leave to others, with its header.
  private static final int ALL_ROOM = FrameQueue.GATHERED - FrameBuffer.LONGEST_HEADER;

  private final Wire wire = new Wire();
  private final AtomicBoolean pipeIsEmpty = new AtomicBoolean();
  private final BlockingQueue<Throwable> broken = new LinkedBlockingQueue<>();
  private final FrameWriter writer = new FrameWriter(wire, pipeIsEmpty::get, broken::add);
  private final List<Thread> threads = new ArrayList<>();

  /// When it starts, it would write what a test has only enqueued.
  @BeforeEach
  void flusherRests() {
    while (!writer.isFlusherResting()) {
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void noThreadIsLeftAndNoTwoHaveWrittenAtOnce() throws InterruptedException {
    wire.release();
    assertThat(writer.finish(List.of(), deadlineIn(10))).isTrue();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wire.isOverlapped()).isFalse();
  }

  @Test
  void framesOfOneThreadAreSentInOrder() {
    List<String> pieces =
        Stream.of(1, 10, 5000, 1, 1, 30_000, 3000, 4095, 4096, 60_000, 2).map("x"::repeat).toList();
    pieces.forEach(this::print);
    assertThat(writer.finish(List.of(), deadlineIn(10))).isTrue();
    assertThat(wire.messages()).isEqualTo(pieces.stream().map(FrameWriterTest::printed).toList());
  }

  @Test
  void loneFrameIsWrittenByTheThreadThatPrints() throws Exception {
    print("a");
    assertThat(wire.await(1)).containsExactly(printed("a"));
    assertThat(wire.writers()).containsExactly(Thread.currentThread());
  }

  @Test
  void largeOutputIsWrittenAfterWaitingFrames() {
    writer.enqueueLast(new Event.State("s", Bytes.utf8("1")));
    print("x".repeat(5000));
    assertThat(wire.messages())
        .containsExactly(new Event.State("s", Bytes.utf8("1")), printed("x".repeat(5000)));
  }

  @Test
  void gatheredFramesAreSentEvenIfNoneFollow() throws Exception {
    List<RuntimeMessage> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      print("line " + i);
      all.add(printed("line " + i));
    }
    assertThat(wire.await(50)).isEqualTo(all);
  }

  @Test
  void framesAddedDuringATurnAreWrittenByIt() throws Exception {
    Thread first = blockedPrinter("first");
    print("second");
    writer.event(new Event.State("third", Bytes.utf8("3")));
    wire.release();
    assertThat(wire.await(3))
        .containsExactly(
            printed("first"), printed("second"), new Event.State("third", Bytes.utf8("3")));
    assertThat(wire.writers()).containsOnly(first);
  }

  @Test
  void answersOvertakeWaitingOutput() throws Exception {
    Thread _ = blockedPrinter("first");
    print("second");
    writer.answer(new Response.KillProcess(1));
    wire.release();
    assertThat(wire.await(3))
        .containsExactly(printed("first"), new Response.KillProcess(1), printed("second"));
  }

  @Test
  void lastAnswerFollowsWaitingOutput() throws Exception {
    Thread _ = blockedPrinter("first");
    print("second");
    writer.enqueueLast(Event.ProcessStatus.ended(1, 0));
    writer.requestFlush();
    wire.release();
    assertThat(wire.await(3))
        .containsExactly(printed("first"), printed("second"), Event.ProcessStatus.ended(1, 0));
  }

  @Test
  void answerAndItsEventsAreSentTogether() {
    writer.enqueue(new Response.RunProcess(1, 7), Event.ProcessStatus.started(7));
    assertThat(wire.messages()).isEmpty();
    writer.flush();
    assertThat(wire.messages())
        .containsExactly(new Response.RunProcess(1, 7), Event.ProcessStatus.started(7));
    assertThat(wire.writers()).hasSize(1);
  }

  @Test
  void enqueuedFramesAreSentWithTheNextFrame() {
    writer.enqueue(new Response.RunProcess(1, 7));
    print("a");
    assertThat(wire.messages()).containsExactly(new Response.RunProcess(1, 7), printed("a"));
  }

  @Test
  void flusherWritesForThreadsThatMustNotWait() throws Exception {
    wire.hold();
    writer.enqueue(new Response.RunProcess(1, 7));
    writer.requestFlush(); // returns although nothing is read
    wire.awaitBlocked();
    wire.release();
    assertThat(wire.await(1)).containsExactly(new Response.RunProcess(1, 7));
    assertThat(wire.writers().getFirst().getName()).isEqualTo("flusher");
  }

  @Test
  void loneAnswerIsWrittenAtOnceIfThePipeIsEmpty() {
    pipeIsEmpty.set(true);
    writer.answer(new Response.KillProcess(1));
    assertThat(wire.messages()).containsExactly(new Response.KillProcess(1));
    assertThat(wire.writers()).containsExactly(Thread.currentThread());
  }

  @Test
  void answerIsLeftToTheFlusherIfItMightNotFit() throws Exception {
    writer.answer(new Response.KillProcess(1));
    List<RuntimeMessage> _ = wire.await(1);
    pipeIsEmpty.set(true);
    writer.answer(new Response.Hello(2, "x".repeat(5000)));
    List<RuntimeMessage> _ = wire.await(2);
    assertThat(wire.writers()).extracting(Thread::getName).containsOnly("flusher");
  }

  @Test
  void answerNeverWaits() throws Exception {
    pipeIsEmpty.set(true);
    Thread _ = blockedPrinter("first");
    print("x".repeat(ALL_ROOM));
    writer.answer(new Response.KillProcess(1)); // returns although there is no room
    assertThat(wire.messages()).isEmpty();
  }

  @Test
  void outputWaitsForRoom() throws Exception {
    Thread _ = blockedPrinter("first");
    print("x".repeat(ALL_ROOM));
    assertThat(offer("y")).isFalse();
    Thread waiting = start(() -> print("y"));
    awaitWaiting(waiting);
    wire.release();
    assertThat(wire.await(3))
        .containsExactly(printed("first"), printed("x".repeat(ALL_ROOM)), printed("y"));
  }

  @Test
  void printingThreadMakesRoomItself() {
    writer.enqueueLast(new Event.State("s", Bytes.utf8("1".repeat(FrameQueue.GATHERED))));
    print("a");
    assertThat(wire.messages()).contains(printed("a"));
    assertThat(wire.writers()).containsOnly(Thread.currentThread());
  }

  @Test
  void waitForRoomEndsWhenTheCheckRefuses() throws Exception {
    Thread _ = blockedPrinter("first");
    print("x".repeat(ALL_ROOM));
    AtomicBoolean killed = new AtomicBoolean();
    BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
    Thread waiting =
        start(() -> {
          try {
            print(
                "y",
                () -> {
                  if (killed.get()) {
                    throw new CancellationException("killed");
                  }
                });
          } catch (CancellationException e) {
            thrown.add(e);
          }
        });
    awaitWaiting(waiting);
    killed.set(true);
    writer.recheck();
    assertThat(thrown.take()).hasMessage("killed");
    wire.release();
    assertThat(wire.await(2)).doesNotContain(printed("y"));
  }

  @Test
  void outputRefusedByTheCheckIsNotSent() {
    SendCheck never =
        () -> {
          throw new CancellationException("killed");
        };
    assertThatThrownBy(() -> print("a", never)).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> writer.offer(1, Channel.STDOUT, new byte[100], 50, 1, never))
        .isInstanceOf(CancellationException.class);
    assertThat(writer.finish(List.of(), deadlineIn(10))).isTrue();
    assertThat(wire.messages()).isEmpty();
  }

  @Test
  void offerIsAcceptedIfThereIsRoom() throws Exception {
    wire.hold();
    assertThat(offer("a")).isTrue(); // returns although nothing is read
    wire.release();
    assertThat(wire.await(1)).containsExactly(printed("a"));
  }

  @Test
  void counterIsSentOnceWithItsNewestValue() throws Exception {
    CountedThings things = new CountedThings(writer);
    Thread _ = blockedPrinter("first");
    for (int i = 0; i < 1000; i++) {
      things.increment();
    }
    wire.release();
    assertThat(wire.await(2)).containsExactly(printed("first"), CountedThings.report(1000));
    things.increment();
    assertThat(wire.await(3)).last().isEqualTo(CountedThings.report(1001));
  }

  @Test
  void unreadAnswersBlockFurtherRequests() throws Exception {
    Thread _ = blockedPrinter("first");
    int most = 16_384;
    for (int i = 0; i < most - 1; i++) {
      writer.answer(new Response.KillProcess(i));
    }
    writer.awaitRoomForAnswers(); // comes back
    writer.answer(new Response.KillProcess(most));
    Thread waiting = start(writer::awaitRoomForAnswers);
    awaitWaiting(waiting);
    wire.release();
    waiting.join();
    assertThat(wire.await(1 + most)).hasSize(1 + most);
  }

  /// Each write adds the next frame, so the turn would never end.
  @Test
  void commandWritesAtMostSixteenBatchesForOthers() throws Exception {
    int all = 100;
    List<Thread> writers = new ArrayList<>();
    BlockingQueue<FrameWriter> itself = new LinkedBlockingQueue<>();
    CountDownLatch written = new CountDownLatch(all);
    FrameWriter busy =
        new FrameWriter(
            new ByteArrayOutputStream() {
              @Override
              public synchronized void write(byte[] bytes, int from, int length) {
                writers.add(Thread.currentThread());
                written.countDown();
                if (writers.size() < all) {
                  FrameWriter known = itself.element();
                  boolean _ = known.offer(1, Channel.STDOUT, new byte[100], 50, 1, ALWAYS);
                }
              }
            },
            () -> false,
            broken::add);
    itself.add(busy);
    busy.output(1, Channel.STDOUT, new byte[100], 50, 1, ALWAYS);
    written.await();
    assertThat(busy.finish(List.of(), deadlineIn(10))).isTrue();
    assertThat(writers.subList(0, 16)).containsOnly(Thread.currentThread());
    assertThat(writers.subList(16, all)).extracting(Thread::getName).containsOnly("flusher");
  }

  @Test
  void finishSendsTheLastFramesAndAcceptsNoMore() throws Exception {
    Thread _ = blockedPrinter("first");
    print("second");
    List<Response> last = List.of(new Response.Shutdown(1));
    assertThat(writer.finish(last, System.nanoTime())).as("in no time").isFalse();
    print("y", false);
    assertThat(offer("y")).as("nobody is to read it").isTrue();
    writer.answer(new Response.KillProcess(2));
    writer.enqueue(new Response.KillProcess(2));
    writer.enqueueLast(new Response.KillProcess(2));
    writer.event(new Event.State("s", Bytes.utf8("1")));
    new CountedThings(writer).increment();
    wire.release();
    assertThat(writer.finish(List.of(new Response.Shutdown(3)), deadlineIn(10))).isTrue();
    assertThat(wire.messages())
        .containsExactly(printed("first"), printed("second"), new Response.Shutdown(1));
  }

  @Test
  void finishReturnsAsSoonAsEverythingIsSent() throws Exception {
    Thread _ = blockedPrinter("first");
    BlockingQueue<Boolean> sent = new LinkedBlockingQueue<>();
    Thread finishing = start(() -> sent.add(writer.finish(List.of(), deadlineIn(100))));
    awaitState(finishing, Thread.State.TIMED_WAITING);
    wire.release();
    assertThat(sent.take()).isTrue();
  }

  @Test
  void finishEndsTheFlusher() throws Exception {
    writer.answer(new Response.KillProcess(1));
    List<RuntimeMessage> _ = wire.await(1);
    Thread flusher = wire.writers().getFirst();
    assertThat(writer.finish(List.of(), deadlineIn(10))).isTrue();
    flusher.join();
  }

  @Test
  void finishReleasesThreadsThatWaitForRoom() throws Exception {
    Thread _ = blockedPrinter("first");
    print("x".repeat(ALL_ROOM));
    Thread waiting = start(() -> print("y", false));
    awaitWaiting(waiting);
    assertThat(writer.finish(List.of(), System.nanoTime())).isFalse();
    waiting.join();
  }

  @Test
  void failedWriteIsReportedOnceAndReleasesWaitingThreads() throws Exception {
    IOException reason = new IOException("the pipe is broken");
    Thread _ = blockedPrinter("first");
    print("x".repeat(ALL_ROOM));
    Thread waiting = start(() -> print("y", false));
    awaitWaiting(waiting);
    wire.failWith(reason);
    assertThat(broken.take()).isSameAs(reason);
    waiting.join();
    print("z", false);
    assertThat(offer("z")).isTrue();
    writer.awaitRoomForAnswers();
    assertThat(writer.finish(List.of(new Response.Shutdown(1)), deadlineIn(10))).isTrue();
    assertThat(wire.messages()).isEmpty();
    assertThat(broken).isEmpty();
  }

  @Test
  void errorInTheFlusherIsReported() throws Exception {
    OutOfMemoryError error = new OutOfMemoryError("thrown by the stream");
    wire.failWith(error);
    writer.answer(new Response.KillProcess(1));
    assertThat(broken.take()).isSameAs(error);
  }

  /// The supervisor would wait forever for the lost frame.
  @Test
  void failureToEnqueueBreaksTheWriter() {
    OutOfMemoryError error = new OutOfMemoryError("no memory for a report");
    writer.counterChanged(
        new PendingCounter() {
          @Override
          public boolean isQueued() {
            return false;
          }

          @Override
          public void queued() {
            writer.enqueueLast(Event.ProcessStatus.ended(1, 0)); // takes this counter along
          }

          @Override
          public Event.Counter take() {
            throw error;
          }
        });
    assertThat(broken).containsExactly(error);
  }

  /// The author's code catches the Error, and never prints again.
  @Test
  void theFlusherFinishesATurnThatAnErrorHasCutShort() throws Exception {
    StackOverflowError error = new StackOverflowError("thrown by the stream");
    wire.failOnceWith(error);
    assertThatThrownBy(() -> print("first")).isSameAs(error);
    assertThat(wire.await(1)).containsExactly(printed("first"));
    assertThat(wire.writers().getFirst().getName()).isEqualTo("flusher");
    print("second");
    assertThat(wire.await(2)).containsExactly(printed("first"), printed("second"));
  }

  @Test
  void whatWaitsDuringATurnThatAnErrorCutsShortIsSent() throws Exception {
    wire.hold();
    Thread _ =
        start(
            () -> assertThatThrownBy(() -> print("first")).isInstanceOf(StackOverflowError.class));
    wire.awaitBlocked();
    print("x".repeat(ALL_ROOM));
    Thread waiting = start(() -> print("y"));
    awaitWaiting(waiting);
    wire.failOnceWith(new StackOverflowError("thrown by the stream"));
    assertThat(wire.await(3))
        .containsExactly(printed("first"), printed("x".repeat(ALL_ROOM)), printed("y"));
  }

  /// What was added during a turn cannot be taken for the next one.
  @Test
  void anErrorBetweenTwoTurnsIsTheAuthorsAlone() throws Exception {
    OutOfMemoryError error = new OutOfMemoryError("no memory for a report");
    AtomicBoolean fails = new AtomicBoolean(true);
    BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
    wire.hold();
    Thread _ =
        start(() -> {
          try {
            print("first");
          } catch (OutOfMemoryError e) {
            thrown.add(e);
          }
        });
    wire.awaitBlocked();
    print("second");
    writer.counterChanged(
        new ChangedCounter(() -> {
          if (fails.getAndSet(false)) {
            throw error;
          }
          return CountedThings.report(1);
        }));
    wire.release();
    assertThat(thrown.take()).isSameAs(error);
    assertThat(wire.await(3))
        .containsExactly(printed("first"), printed("second"), CountedThings.report(1));
    assertThat(broken).isEmpty();
  }

  /// A recursion that prints ends somewhere in the writer, each time somewhere else. The author's
  /// code catches that and prints no more, and all that was printed before arrives all the same, at
  /// the latest when there is enough stack to leave it to the flusher.
  @Test
  void aStackOverflowThatIsCaughtKeepsNothingBack() throws Exception {
    Ids received = new Ids();
    FrameWriter other = new FrameWriter(received, () -> false, broken::add);
    Thread recursing =
        Thread.ofPlatform()
            .stackSize(200_000)
            .start(() -> {
              Recursion recursion = new Recursion(other);
              for (int i = 0; i < Recursion.TRIES; i++) {
                try {
                  int _ = recursion.recurse(i % 50);
                } catch (StackOverflowError e) {
                  other.leaveToFlusher();
                  received.await(recursion.sent);
                  recursion.sent.clear();
                }
              }
            });
    recursing.join();
    assertThat(other.finish(List.of(), deadlineIn(10))).isTrue();
    assertThat(broken).isEmpty();
  }

  /// Keeps the pids of all output that has arrived.
  private static final class Ids extends OutputStream {
    private final Set<Long> all = new HashSet<>();

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      MessageReader<RuntimeMessage> reader =
          MessageReader.ofRuntimeMessages(new ByteArrayInputStream(bytes, from, length));
      List<Long> arrived = new ArrayList<>();
      for (RuntimeMessage message = reader.read(); message != null; message = reader.read()) {
        if (message instanceof Event.ProcessStatus status) {
          arrived.add(status.pid());
        }
      }
      synchronized (this) {
        all.addAll(arrived);
        notifyAll();
      }
    }

    synchronized void await(List<Long> expected) {
      try {
        while (!all.containsAll(expected)) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// A recursion that prints and counts overflows the stack somewhere in the writer, each time
  /// somewhere else: no frame is lost or sent twice, and the writer continues.
  @Test
  void stackOverflowLosesNothing() throws Exception {
    Recursion recursion = new Recursion(writer);
    Thread recursing = Thread.ofPlatform().stackSize(200_000).unstarted(recursion);
    recursing.start();
    Thread other =
        start(() -> {
          while (recursing.isAlive()) {
            print("x".repeat(ALL_ROOM)); // there is no room
          }
        });
    recursing.join();
    other.join();
    recursion.things.increment();
    assertThat(writer.finish(List.of(), deadlineIn(10))).isTrue();
    assertThat(broken).isEmpty();
    List<Long> ids = new ArrayList<>();
    int counted = 0;
    for (RuntimeMessage message : wire.messages()) {
      switch (message) {
        case Event.ProcessStatus status when status.pid() == PID -> {}
        case Event.ProcessStatus status -> ids.add(status.pid());
        case Event.Counter counter -> counted = (int) counter.value();
        default -> throw new AssertionError(message);
      }
    }
    Set<Long> arrived = new HashSet<>(ids);
    assertThat(arrived).as("no frame twice").hasSameSizeAs(ids);
    assertThat(ids).isSorted();
    assertThat(recursion.sent.stream().filter(id -> !arrived.contains(id))).isEmpty();
    assertThat(counted).isEqualTo(recursion.things.value());
  }

  private static final class Recursion implements Runnable {
    private static final int TRIES = 200;

    private final FrameWriter writer;
    private final byte[] buffer = new byte[FrameBuffer.LONGEST_HEADER + 5000];
    private final List<Long> sent = new ArrayList<>();
    private final CountedThings things;
    private long last = PID;

    Recursion(FrameWriter writer) {
      this.writer = writer;
      this.things = new CountedThings(writer);
    }

    @Override
    public void run() {
      for (int i = 0; i < TRIES; i++) {
        try {
          int _ = recurse(i % 50);
        } catch (StackOverflowError e) {
          writer.recover();
        }
      }
    }

    /// As a command does, which also counts.
    private void send(long id, int length) {
      try {
        writer.output(id, Channel.STDOUT, buffer, FrameBuffer.LONGEST_HEADER, length, ALWAYS);
        things.increment();
      } catch (Error e) {
        writer.leaveToFlusher();
        throw e;
      }
    }

    /// @param silent the number of recursive calls that only use up some stack
    @SuppressWarnings("InfiniteRecursion") // this is what it is for
    private int recurse(int silent) {
      if (silent == 0) {
        long id = ++last;
        int length = id % 101 == 0 ? 5000 : 10; // some are written from the buffer
        send(id, length);
        sent.add(id);
      }
      return recurse(Math.max(0, silent - 1)) + 1;
    }
  }

  private Thread blockedPrinter(String text) throws InterruptedException {
    wire.hold();
    Thread printer = start(() -> print(text));
    wire.awaitBlocked();
    return printer;
  }

  private Thread start(Runnable work) {
    Thread thread = Thread.ofPlatform().daemon().start(work);
    threads.add(thread);
    return thread;
  }

  /// Waits until the thread waits for a signal, for which it has no other reason.
  private static void awaitWaiting(Thread thread) throws InterruptedException {
    awaitState(thread, Thread.State.WAITING);
  }

  private static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
    while (thread.getState() != state) {
      assertThat(thread.isAlive()).isTrue();
      boolean _ = thread.join(Duration.ofMillis(1));
    }
  }

  private void print(String text) {
    print(text, ALWAYS);
  }

  /// @param taken false if it must be refused
  private void print(String text, boolean taken) {
    if (taken) {
      print(text);
    } else {
      assertThatThrownBy(() -> print(text)).isInstanceOf(CancellationException.class);
    }
  }

  private void print(String text, SendCheck check) {
    byte[] bytes = withHeadroom(text);
    int from = FrameBuffer.LONGEST_HEADER;
    writer.output(PID, Channel.STDOUT, bytes, from, bytes.length - from, check);
  }

  private boolean offer(String text) {
    byte[] bytes = withHeadroom(text);
    int from = FrameBuffer.LONGEST_HEADER;
    return writer.offer(PID, Channel.STDOUT, bytes, from, bytes.length - from, ALWAYS);
  }

  private static byte[] withHeadroom(String text) {
    return (" ".repeat(FrameBuffer.LONGEST_HEADER) + text).getBytes(UTF_8);
  }

  private static Event printed(String text) {
    return new Event.ProcessStatus(PID, true, 0, Bytes.utf8(text), Bytes.EMPTY);
  }

  private static long deadlineIn(int seconds) {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }
}
