package network.golem.runtime.sdk.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.activity.InvocationActivity;
import network.golem.runtime.sdk.command.CommandTask.Outcome;
import network.golem.runtime.sdk.frames.SendCheck;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.OutputSink;
import network.golem.runtime.sdk.posix.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A command while the author's code executes it, on this thread; signals are sent from within it.
@Timeout(30)
class CommandTaskTest {
  private static final long GRACE = TimeUnit.HOURS.toNanos(1);

  private final InvocationActivity activity = TestActivity.make();
  private final Clock clock = new Clock(_ -> {});
  private final Printed printed = new Printed();
  private final CommandTask task =
      new CommandTask(7, "work", List.of("a"), printed, clock, activity.programs());

  private static final class Printed implements OutputSink {
    private final StringBuilder text = new StringBuilder();
    private Runnable whenOffered = () -> {};

    @Override
    public synchronized void write(
        OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
      check.check();
      text.append(new String(buffer, from, length, StandardCharsets.UTF_8));
    }

    @Override
    public boolean offer(
        OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
      write(channel, buffer, from, length, check);
      whenOffered.run();
      return true;
    }

    @Override
    public void recheck() {
      // there is always room
    }

    @Override
    public void started() {
      // no program is
    }

    synchronized String text() {
      return text.toString();
    }
  }

  @AfterEach
  void stopClock() {
    var _ = clock.shutdownNow();
  }

  private Outcome execute(GolemRuntime work) {
    return task.execute(work, activity);
  }

  private void kill(Signal signal) {
    task.beginEnd(signal, GRACE);
  }

  @Test
  void authorsCodeGetsTheCommandAndTheActivity() {
    Outcome outcome =
        execute((command, on) -> {
          assertThat(command).isSameAs(task);
          assertThat(on).isSameAs(activity);
          return 5;
        });
    assertThat(outcome).isEqualTo(new Outcome.Returned(5));
  }

  @Test
  void incompleteLineIsSentWhenTheCommandReturns() {
    execute((command, _) -> {
      command.stdout().print("half");
      return 0;
    });
    assertThat(printed.text()).isEqualTo("half");
  }

  @Test
  void commandKilledBeforeItBeganIsNotExecuted() {
    kill(Signal.TERM);
    Outcome outcome =
        execute((_, _) -> {
          throw new AssertionError("it has begun");
        });
    assertThat(outcome).isEqualTo(new Outcome.Returned(143));
  }

  @Test
  void signalInterruptsTheCommandAndItsNextPrintThrows() {
    Outcome outcome =
        execute((command, _) -> {
          command.stdout().print("half");
          kill(Signal.INT);
          assertThat(Thread.currentThread().isInterrupted()).isTrue();
          command.stdout().println("too late");
          return 0;
        });
    assertThat(outcome).isEqualTo(new Outcome.Returned(130));
    assertThat(printed.text()).isEqualTo("half");
  }

  @Test
  void onlyTheFirstSignalCounts() {
    Outcome outcome =
        execute((_, _) -> {
          kill(Signal.INT);
          kill(Signal.TERM);
          throw new InterruptedException("killed");
        });
    assertThat(outcome).isEqualTo(new Outcome.Returned(130));
  }

  @Test
  void commandThatReturnsAfterASignalKeepsItsExitCode() {
    Outcome outcome =
        execute((_, _) -> {
          kill(Signal.TERM);
          return 3;
        });
    assertThat(outcome).isEqualTo(new Outcome.Returned(3));
  }

  @Test
  void otherExceptionAfterASignalIsAFailure() {
    IllegalStateException failure = new IllegalStateException("the engine is broken");
    Outcome outcome =
        execute((_, _) -> {
          kill(Signal.TERM);
          throw failure;
        });
    assertThat(outcome).isEqualTo(new Outcome.Threw(failure));
  }

  @Test
  void interruptStatusIsClearedAfterTheCommand() {
    execute((_, _) -> {
      kill(Signal.TERM);
      return 0;
    });
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void signalAfterTheCommandHasLeftHasNoEffect() {
    execute((_, _) -> 0);
    kill(Signal.TERM);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    task.lastWords("the engine was broken");
    assertThat(printed.text()).isEqualTo("the engine was broken" + System.lineSeparator());
  }

  @Test
  void nothingIsPrintedAfterTheEndIsSent() {
    execute((_, _) -> 0);
    task.silence();
    task.lastWords("too late");
    assertThat(printed.text()).isEmpty();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> {
          task.stdout().print("too late");
          task.stdout().flush();
        })
        .withMessage("the command has ended; its output is discarded");
  }

  @Test
  void handlerGetsTheSignalAndTheCommandMayPrint() {
    Outcome outcome =
        execute((command, _) -> {
          LinkedBlockingQueue<Integer> signals = new LinkedBlockingQueue<>();
          command.onKill(signals::add);
          kill(Signal.TERM);
          assertThat(signals.take()).isEqualTo(15);
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
          command.stdout().print("tidying up");
          return 2;
        });
    assertThat(outcome).isEqualTo(new Outcome.Returned(2));
    assertThat(printed.text()).isEqualTo("tidying up");
  }

  @Test
  void handlerSetAfterTheSignalGetsIt() {
    execute((command, _) -> {
      kill(Signal.TERM);
      LinkedBlockingQueue<Integer> signals = new LinkedBlockingQueue<>();
      command.onKill(signals::add);
      boolean _ = Thread.interrupted();
      assertThat(signals.take()).isEqualTo(15);
      return 0;
    });
  }

  /// The rest of the output is being sent, and then the command would be silenced.
  @Test
  void handlerSetWhileTheSignalIsDeliveredIsTheOnlyOneToEndTheCommand() {
    Outcome outcome =
        execute((command, _) -> {
          LinkedBlockingQueue<Integer> signals = new LinkedBlockingQueue<>();
          printed.whenOffered = () -> command.onKill(signals::add);
          command.stdout().print("half");
          kill(Signal.TERM);
          assertThat(signals.take()).isEqualTo(15);
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
          command.stdout().print(" a line");
          return 2;
        });
    assertThat(outcome).isEqualTo(new Outcome.Returned(2));
    assertThat(printed.text()).isEqualTo("half a line");
  }

  @Test
  void programGetsTheSignalIfTheHandlerFails() throws InterruptedException {
    String ready = "ready" + System.lineSeparator();
    Thread killer =
        Thread.ofPlatform()
            .start(() -> {
              while (!printed.text().equals(ready)) {
                Thread.onSpinWait();
              }
              kill(Signal.TERM);
            });
    Outcome outcome =
        execute((command, _) -> {
          command.onKill(_ -> {
            throw new IllegalStateException("the handler is broken");
          });
          return command.exec(
              new ProcessBuilder(
                  "sh", "-c", "trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done"));
        });
    killer.join();
    assertThat(outcome).isEqualTo(new Outcome.Returned(5));
  }

  @Test
  void programExecutedAfterTheSignalIsKilledWhenTheGracePeriodEnds() {
    Outcome outcome =
        execute((command, _) -> {
          command.onKill(_ -> {});
          task.beginEnd(Signal.TERM, TimeUnit.SECONDS.toNanos(1));
          return command.exec(new ProcessBuilder("sleep", "60"));
        });
    assertThat(outcome).isEqualTo(new Outcome.Returned(137));
  }

  /// A channel whose author is called when a thread that is blocked in it is interrupted.
  private static final class Stuck extends AbstractInterruptibleChannel {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch mayClose = new CountDownLatch(1);

    void block() throws IOException, InterruptedException {
      try {
        begin();
        entered.countDown();
        closing.await();
      } finally {
        closed.countDown();
        end(false);
      }
    }

    @Override
    protected void implCloseChannel() {
      closing.countDown();
      try {
        mayClose.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// The author's code is called in the middle of the interrupt, on the interrupting thread. Nobody
  /// else waits for it, except for the command's thread: the interrupt must not reach what that
  /// does next.
  @Test
  void commandLeavesAfterTheInterruptAndNothingElseWaitsForIt() throws InterruptedException {
    Stuck channel = new Stuck();
    Thread forcing =
        Thread.ofPlatform()
            .start(() -> {
              try {
                channel.entered.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              task.forceEnd();
            });
    Thread watching =
        Thread.ofPlatform()
            .start(() -> {
              try {
                channel.closed.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              task.silence(); // returns although the author's code is still in there
              channel.mayClose.countDown();
            });
    Outcome _ =
        execute((_, _) -> {
          channel.block();
          return 0;
        });
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    forcing.join();
    watching.join();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void commandIsSilentAfterTheGracePeriodWhateverItsHandlerDoes() {
    Outcome outcome =
        execute((command, _) -> {
          command.onKill(_ -> {});
          kill(Signal.TERM);
          task.forceEnd();
          assertThat(Thread.currentThread().isInterrupted()).isTrue();
          command.stdout().println("too late");
          return 0;
        });
    assertThat(outcome).isEqualTo(new Outcome.Returned(143));
    assertThat(printed.text()).isEmpty();
  }

  /// A sink without room: a print waits until it is to ask its check again.
  private static final class Full implements OutputSink {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch programStarted = new CountDownLatch(1);
    private final Semaphore rechecks = new Semaphore(0);

    @Override
    public void write(OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
      entered.countDown();
      while (true) {
        check.check();
        rechecks.acquireUninterruptibly();
      }
    }

    @Override
    public boolean offer(
        OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
      return false;
    }

    @Override
    public void recheck() {
      rechecks.release();
    }

    @Override
    public void started() {
      programStarted.countDown();
    }
  }

  private final Full full = new Full();
  private final CommandTask stuck =
      new CommandTask(8, "work", List.of(), full, clock, activity.programs());

  @Test
  void aPrintThatWaitsForRoomIsRefusedWhenASignalComes() throws InterruptedException {
    Thread killer = whenItPrints(() -> stuck.beginEnd(Signal.TERM, GRACE));
    assertThat(stuck.execute(PRINTING, activity)).isEqualTo(new Outcome.Returned(143));
    killer.join();
  }

  @Test
  void aPrintThatWaitsForRoomIsRefusedWhenTheHandlerFails() throws InterruptedException {
    stuck.onKill(_ -> {
      throw new IllegalStateException("the handler is broken");
    });
    Thread killer = whenItPrints(() -> stuck.beginEnd(Signal.TERM, GRACE));
    assertThat(stuck.execute(PRINTING, activity)).isEqualTo(new Outcome.Returned(143));
    killer.join();
  }

  @Test
  void aPrintThatWaitsForRoomIsRefusedWhenTheTimeIsOver() throws InterruptedException {
    Thread killer = whenItPrints(stuck::forceEnd);
    assertThat(stuck.execute(PRINTING, activity))
        .isInstanceOfSatisfying(
            Outcome.Threw.class,
            threw -> assertThat(threw.failure()).isInstanceOf(CancellationException.class));
    killer.join();
  }

  /// The command itself waits for a program, while another of its threads prints.
  @Test
  void aPrintThatWaitsForRoomIsRefusedWhenAProgramIsKilled() throws InterruptedException {
    GolemRuntime executing =
        (command, _) -> {
          Thread other =
              Thread.ofPlatform()
                  .start(() -> {
                    try {
                      command.stdout().println("a line of another thread");
                    } catch (CancellationException e) {
                      // as it is to be
                    }
                  });
          try {
            return command.exec(new ProcessBuilder("sleep", "60"));
          } finally {
            boolean _ = Thread.interrupted();
            other.join();
          }
        };
    Thread killer =
        whenItPrints(() -> {
          full.programStarted.await();
          stuck.beginEnd(Signal.TERM, GRACE);
        });
    assertThat(stuck.execute(executing, activity)).isEqualTo(new Outcome.Returned(143));
    killer.join();
  }

  private static final GolemRuntime PRINTING =
      (command, _) -> {
        command.stdout().println("a line");
        return 0;
      };

  private interface Step {
    void take() throws InterruptedException;
  }

  private Thread whenItPrints(Step step) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            full.entered.await();
            step.take();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void otherSignalNeedsAHandlerOrAProgram() {
    execute((command, _) -> {
      assertThat(task.signal(new Signal(10))).isFalse();
      LinkedBlockingQueue<Integer> signals = new LinkedBlockingQueue<>();
      command.onKill(signals::add);
      assertThat(task.signal(new Signal(10))).isTrue();
      assertThat(signals.take()).isEqualTo(10);
      return 0;
    });
  }

  @Test
  void commandIsExecutedOnlyOnce() {
    execute((_, _) -> 0);
    assertThatIllegalStateException()
        .isThrownBy(() -> execute((_, _) -> 0))
        .withMessage("a command does not become RUNNING after LEFT");
  }
}
