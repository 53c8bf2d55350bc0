package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.Answer;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signals to commands.
@RuntimeTest(KillTest.Killable.class)
class KillTest {

  @RuntimeDef(name = "killable")
  static final class Killable implements GolemRuntime {
    private final Latches latches = new Latches();

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "wait" -> {
          command.stdout().println("waiting");
          latches.await("never");
        }
        case "wrap" -> {
          command.stdout().println("waiting");
          try {
            latches.await("never");
          } catch (InterruptedException e) {
            throw new IllegalStateException("stopped waiting", e);
          }
        }
        case "tidy" -> {
          command.stdout().println("waiting");
          try {
            latches.await("never");
          } catch (InterruptedException e) {
            return 5;
          }
        }
        case "print" -> {
          while (true) {
            command.stdout().println("on and on");
          }
        }
        case "ignore" -> {
          command.stdout().println("ignoring");
          latches.awaitUninterruptibly("never");
        }
        case "late" -> {
          command.stdout().println("ignoring");
          latches.awaitUninterruptibly("late");
          try {
            command.stdout().println("too late");
          } catch (CancellationException e) {
            latches.open("refused");
            throw e;
          }
        }
        case "open" -> latches.open(command.arguments().getFirst());
        case "await" -> latches.await(command.arguments().getFirst());
        case "handle" -> {
          LinkedBlockingQueue<Integer> signals = new LinkedBlockingQueue<>();
          command.onKill(signals::add);
          command.stdout().println("waiting");
          for (int signal = signals.take(); signal != 15; signal = signals.take()) {
            command.stdout().println("signal " + signal);
          }
          command.stdout().println("tidying up");
          return 7;
        }
        case "fail-to-handle" -> {
          command.onKill(signal -> {
            latches.open("signal " + signal);
            throw new IllegalStateException("no idea what to do with signal " + signal);
          });
          command.stdout().println("waiting");
          latches.await("signal 10");
          latches.await("signal 12");
          command.stdout().println("undisturbed");
        }
        case "handle-badly" -> {
          command.onKill(signal -> {});
          command.stdout().println("ignoring");
          latches.awaitUninterruptibly("never");
        }
        default -> {}
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Killable::new, args);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 9, 15})
  void killInterruptsTheCommand(int signal, RuntimeSession session) {
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    assertThat(waiting.kill(signal).await()).failedWith(128 + signal).hasNoStderr();
  }

  @Test
  void killInterruptsOnlyItsCommand(RuntimeSession session) {
    RunningCommand first = session.start("tidy").awaitStdout("waiting");
    RunningCommand second = session.start("tidy").awaitStdout("waiting");
    assertThat(second.kill(15).await()).failedWith(5);
    assertThat(session.kill(first.pid(), 0)).isEqualTo(new Answer.Accepted(first.pid()));
    assertThat(first.kill(15).await()).failedWith(5);
  }

  @Test
  void wrappedInterruptionCountsAsTheSignal(RuntimeSession session) {
    RunningCommand waiting = session.start("wrap").awaitStdout("waiting");
    assertThat(waiting.kill(15).await()).failedWith(143).hasNoStderr();
  }

  @Test
  void commandThatReturnsKeepsItsExitCode(RuntimeSession session) {
    RunningCommand waiting = session.start("tidy").awaitStdout("waiting");
    assertThat(waiting.kill(15).await()).failedWith(5);
  }

  @Test
  void killedCommandIsStoppedByPrinting(RuntimeSession session) {
    RunningCommand printing = session.start("print").awaitStdout("on and on");
    assertThat(printing.kill(15).await()).failedWith(143).hasNoStderr();
  }

  @Test
  void onlyTheFirstSignalCounts(RuntimeSession session) {
    RunningCommand ignoring = session.start("late").awaitStdout("ignoring");
    ignoring.kill(2).kill(15);
    session.run("open", "late");
    assertThat(ignoring.await()).failedWith(130);
  }

  @Test
  void commandThatIgnoresTheSignalIsEndedAfterTheGracePeriod(RuntimeSession session) {
    RunningCommand ignoring = session.start("ignore").awaitStdout("ignoring");
    RunningCommand badly = session.start("handle-badly").awaitStdout("ignoring");
    RunningCommand late = session.start("late").awaitStdout("ignoring");
    ignoring.kill(15);
    badly.kill(15);
    late.kill(15);
    assertThat(ignoring.await()).failedWith(137).hasStdout("ignoring\n");
    assertThat(badly.await()).failedWith(137);
    assertThat(late.await()).failedWith(137);
    session.run("open", "late");
    assertThat(session.run("await", "refused")).succeeded();
  }

  @Test
  void handlerGetsTheSignalAndTheCommandMayPrintAndReturn(RuntimeSession session) {
    RunningCommand handling = session.start("handle").awaitStdout("waiting");
    assertThat(handling.kill(15).await())
        .failedWith(7)
        .hasStdout("waiting\ntidying up\n")
        .hasNoStderr();
  }

  @Test
  void handlerGetsOtherSignals(RuntimeSession session) {
    RunningCommand handling = session.start("handle").awaitStdout("waiting");
    handling.kill(10).awaitStdout("signal 10").kill(12).awaitStdout("signal 12");
    assertThat(handling.kill(15).await()).failedWith(7);
  }

  @Test
  void failedHandlerForAnotherSignalChangesNothing(RuntimeSession session) {
    RunningCommand failing = session.start("fail-to-handle").awaitStdout("waiting");
    assertThat(failing.kill(10).kill(12).await()).succeeded().hasStdout("waiting\nundisturbed\n");
  }

  @Test
  void otherSignalsWithoutAHandlerAreRefused(RuntimeSession session) {
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    assertThat(session.kill(waiting.pid(), 10))
        .isEqualTo(refused(Code.BAD_REQUEST, "command 1 does not handle signal 10"));
    assertThat(waiting.kill(15).await()).failedWith(143);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65, Integer.MAX_VALUE})
  void invalidSignalIsRefused(int signal, RuntimeSession session) {
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    assertThat(session.kill(waiting.pid(), signal))
        .isEqualTo(
            refused(Code.BAD_REQUEST, "a signal must be a number from 0 to 64, not " + signal));
  }

  @Test
  void signalZeroOnlyChecksTheCommand(RuntimeSession session) {
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    waiting.kill(0);
    assertThat(waiting.kill(9).await()).failedWith(137);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 15})
  void endedCommandCannotBeKilled(int signal, RuntimeSession session) {
    session.run("nothing");
    assertThat(session.kill(1, signal))
        .isEqualTo(refused(Code.NOT_FOUND, "no command 1 is running"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 99, -1})
  void unknownPidCannotBeKilled(long pid, RuntimeSession session) {
    assertThat(session.kill(pid, 15))
        .isEqualTo(
            refused(Code.NOT_FOUND, "no command " + Long.toUnsignedString(pid) + " is running"));
  }

  private static Answer.Refused refused(Code code, String message) {
    return new Answer.Refused(code, message, Map.of());
  }
}
