package network.golem.runtime.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.frames.ChangedCounter;
import network.golem.runtime.sdk.posix.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A command as the supervisor sees it: the messages about it, and their order.
@Timeout(30)
class RunningCommandTest {
  private static final long GRACE = TimeUnit.HOURS.toNanos(1);

  private static final Response ACCEPTED = new Response.RunProcess(1, 1);
  private static final Event STARTED = Event.ProcessStatus.started(1);
  private static final Event.Counter COUNTED = new Event.Counter("golem.usage.things", 1);

  private static Response.Error refusal(String message) {
    return new Response.Error(1, ErrorCode.INTERNAL, message, Map.of());
  }

  private static Event printed(String text) {
    return new Event.ProcessStatus(1, true, 0, Bytes.utf8(text), Bytes.EMPTY);
  }

  private static Event complained(String text) {
    return new Event.ProcessStatus(1, true, 0, Bytes.EMPTY, Bytes.utf8(text));
  }

  @Test
  void commandThatReturnsIsAnsweredAndEnded() {
    try (TestSession session = new TestSession((_, _) -> 3)) {
      session.command(1).execute();
      assertThat(session.finish())
          .containsExactly(ACCEPTED, STARTED, Event.ProcessStatus.ended(1, 3));
    }
  }

  @Test
  void commandThatFailsBeforeAnyEffectIsRefused() {
    GolemRuntime failing =
        (_, _) -> {
          throw new RuntimeFailure(RuntimeFailure.Code.INTERNAL, "there is no engine");
        };
    try (TestSession session = new TestSession(failing)) {
      session.command(1).execute();
      assertThat(session.finish()).containsExactly(refusal("there is no engine"));
    }
  }

  @Test
  void commandThatFailsLaterPrintsTheReasonAndEnds() {
    GolemRuntime failing =
        (command, _) -> {
          command.stdout().print("half a line");
          throw new RuntimeFailure(RuntimeFailure.Code.INTERNAL, "the engine is gone");
        };
    try (TestSession session = new TestSession(failing)) {
      session.command(1).execute();
      assertThat(session.finish())
          .containsExactly(
              ACCEPTED,
              STARTED,
              printed("half a line"),
              complained("the engine is gone (INTERNAL)" + System.lineSeparator()),
              Event.ProcessStatus.ended(1, 1));
    }
  }

  @Test
  void answeredCommandIsNotAnsweredAgain() {
    try (TestSession session = new TestSession((_, _) -> 0)) {
      RunningCommand command = session.command(1);
      command.acceptNow();
      command.acceptNow();
      command.execute();
      assertThat(session.finish())
          .containsExactly(ACCEPTED, STARTED, Event.ProcessStatus.ended(1, 0));
    }
  }

  @Test
  void commandWithoutAThreadIsRefusedAndNeverExecuted() {
    GolemRuntime unreached =
        (_, _) -> {
          throw new AssertionError("it has begun");
        };
    try (TestSession session = new TestSession(unreached)) {
      RunningCommand command = session.command(1);
      command.endUnexecuted(refusal("no thread"));
      command.endUnexecuted(refusal("no thread"));
      command.acceptNow();
      command.forceEnd();
      command.execute();
      assertThat(session.finish()).containsExactly(refusal("no thread"));
    }
  }

  @Test
  void answeredCommandWithoutAThreadIsEnded() {
    try (TestSession session = new TestSession((_, _) -> 0)) {
      RunningCommand command = session.command(1);
      command.acceptNow();
      command.endUnexecuted(refusal("no thread"));
      assertThat(session.finish())
          .containsExactly(
              ACCEPTED,
              STARTED,
              new Event.ProcessStatus(1, false, 1, Bytes.EMPTY, Bytes.utf8("no thread\n")));
    }
  }

  @Test
  void commandThatDoesNotReturnIsEndedAndPrintsNoMore() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    GolemRuntime stubborn =
        (command, _) -> {
          entered.countDown();
          while (ended.getCount() > 0) {
            Thread.onSpinWait();
          }
          command.stdout().println("too late");
          return 0;
        };
    try (TestSession session = new TestSession(stubborn)) {
      RunningCommand command = session.command(1);
      Thread thread = Thread.ofPlatform().start(command::execute);
      entered.await();
      command.beginEnd(Signal.TERM, GRACE);
      command.forceEnd();
      command.forceEnd();
      assertThat(command.isOver()).isTrue();
      ended.countDown();
      thread.join();
      assertThat(session.finish())
          .containsExactly(ACCEPTED, STARTED, Event.ProcessStatus.ended(1, 137));
    }
  }

  /// The print is its first effect, so the run is answered; and then the print is refused.
  @Test
  void anAnswerLeavesThoughThePrintThatItStandsBeforeIsRefused() throws InterruptedException {
    answerLeaves(command -> command.stdout().println("too late"));
  }

  @Test
  void anAnswerLeavesThoughOutputIsRefusedAfterASilence() throws InterruptedException {
    answerLeaves(command -> command.stdout().print("half a line"));
  }

  private static void answerLeaves(Consumer<Command> print) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch received = new CountDownLatch(1);
    GolemRuntime stubborn =
        (command, _) -> {
          entered.countDown();
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          try {
            print.accept(command);
          } catch (CancellationException e) {
            // it goes on all the same
          }
          boolean _ = Thread.interrupted();
          received.await();
          return 0;
        };
    try (TestSession session = new TestSession(stubborn)) {
      RunningCommand command = session.command(1);
      Thread thread = Thread.ofPlatform().start(command::execute);
      entered.await();
      command.beginEnd(Signal.TERM, GRACE);
      assertThat(session.wire.await(2)).containsExactly(ACCEPTED, STARTED);
      received.countDown();
      thread.join();
    }
  }

  @Test
  void lastLineIsSentWithTheEnd() {
    try (TestSession session = new TestSession((_, _) -> 0)) {
      RunningCommand command = session.command(1);
      command.say("the engine is gone");
      command.execute();
      assertThat(session.finish())
          .containsExactly(
              ACCEPTED,
              STARTED,
              new Event.ProcessStatus(
                  1, false, 0, Bytes.EMPTY, Bytes.utf8("the engine is gone\n")));
    }
  }

  /// Whoever finds that it is over may close the writer or forget the command, so its end must be
  /// in the writer by then. A counter that waits there is sent before the end, and asked while the
  /// end is being added.
  @Test
  void commandIsNotOverBeforeItsEndIsInTheWriter() throws InterruptedException {
    List<Boolean> over = new ArrayList<>();
    try (TestSession session = new TestSession((_, _) -> 0)) {
      RunningCommand command = session.command(1);
      session.wire.hold();
      Thread printing =
          Thread.ofPlatform().start(() -> session.command(2).task().stdout().println("first"));
      session.wire.awaitBlocked();
      session.writer.counterChanged(
          new ChangedCounter(() -> {
            over.add(command.isOver());
            return COUNTED;
          }));
      command.forceEnd();
      assertThat(over).containsExactly(false);
      assertThat(command.isOver()).isTrue();
      session.wire.release();
      printing.join();
      assertThat(session.finish())
          .endsWith(COUNTED, Event.ProcessStatus.ended(1, 137))
          .contains(ACCEPTED, STARTED);
    }
  }
}
