package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.ExitStatus;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testkit.SessionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `start` in server mode.
@RuntimeTest(StartTest.Starting.class)
class StartTest {

  @RuntimeDef(name = "starting", version = "2.1")
  static final class Starting implements GolemRuntime {
    private volatile Command start;

    @Override
    public void start(Command command, Activity activity) throws Exception {
      start = command;
      String how = command.arguments().isEmpty() ? "" : command.arguments().getFirst();
      switch (how) {
        case "print" -> {
          command.stdout().print("half a line, ");
          command.stderr().println("a complaint");
          command.stdout().println("and the rest");
          command.printJson(command.arguments());
        }
        case "throw" -> throw new RuntimeFailure(Code.NOT_FOUND, "the engine is missing");
        case "print-throw" -> {
          command.stdout().print("looking for the engine");
          throw new IllegalStateException("the engine is missing");
        }
        case "error" -> throw new AssertionError("this cannot be");
        case "wait" -> {
          command.stdout().println("starting");
          while (!Files.exists(activity.workdir().resolve("go"))) {
            Thread.sleep(2);
          }
        }
        case "wrap" -> {
          try {
            new Latches().await("never");
          } catch (InterruptedException e) {
            throw new RuntimeFailure(Code.INTERNAL, "the engine did not start");
          }
        }
        case "ignore" -> {
          command.stdout().println("starting");
          new Latches().awaitUninterruptibly("never");
        }
        default -> {}
      }
    }

    @Override
    public void stop(Activity activity) throws IOException {
      Marks.leave(activity.workdir(), "stopped");
    }

    @Override
    public int run(Command command, Activity activity) {
      switch (command.program()) {
        case "print-to-start" -> {
          start.stdout().println("too late for the requestor");
          command.stdout().println("printed");
        }
        case "words" -> command.printJson(activity.phaseArguments());
        default -> {}
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Starting::new, args);
    }
  }

  @Test
  void printedOutputIsTheOutputOfStart(RuntimeProgram program) {
    assertThat(program.start("print", "-b", "--").awaitStart())
        .succeeded()
        .hasStdout("half a line, and the rest\n[\"print\",\"-b\",\"--\"]\n")
        .hasStderr("a complaint\n");
  }

  @Test
  void outputHasPidZeroAndPrecedesTheAnswerToHello(RuntimeProgram program) {
    RuntimeSession session = program.start("print");
    for (SessionEvent event : session.events()) {
      if (event instanceof SessionEvent.Received received
          && received.message() instanceof Event.ProcessStatus status) {
        assertThat(status.pid()).isZero();
        assertThat(status.running()).isTrue();
      }
    }
  }

  @Test
  void laterOutputGoesToTheLog(RuntimeSession session) {
    assertThat(session.run("print-to-start")).succeeded().hasStdout("printed\n");
    session.awaitLog("too late for the requestor\n");
    assertThat(session.awaitStart()).hasNoStdout();
  }

  @Test
  void helloIsAnsweredWithTheVersion(RuntimeSession session) {
    assertThat(session.events()).anyMatch(event -> event.toString().contains("← hello 2.1.0"));
  }

  @Test
  void requestorsArgumentsArriveUnchanged(RuntimeProgram program) {
    RuntimeSession session = program.start("--", "-b", "--help", "--workdir", "@x", "");
    assertThat(session.run("words"))
        .hasStdout("[\"--\",\"-b\",\"--help\",\"--workdir\",\"@x\",\"\"]\n");
  }

  @Test
  void helloAndRunsWaitForASlowStart(RuntimeProgram program) throws Exception {
    RuntimeSession session = program.starting("wait");
    RunningCommand words = session.start("words");
    session.kill(1, 15); // answered, so everything that precedes it would have been answered
    assertThat(session.events()).noneMatch(event -> event.toString().contains("← hello"));
    assertThat(session.events()).noneMatch(event -> event.toString().contains("← pid 1"));
    Files.createFile(program.workdir().resolve("go"));
    assertThat(session.awaitStart()).succeeded().hasStdout("starting\n");
    assertThat(words.await()).succeeded();
  }

  @ParameterizedTest
  @CsvSource({
    "throw, the engine is missing",
    "print-throw, the engine is missing",
    "error, AssertionError: this cannot be"
  })
  void failureIsTheAnswerToHelloAndToEachRun(String how, String text, RuntimeProgram program)
      throws IOException {
    RuntimeSession session = program.starting(how);
    assertThat(session.awaitStart()).wasRefused(Code.INTERNAL).hasMessage(text);
    assertThat(session.run("words")).wasRefused(Code.INTERNAL).hasMessage(text);
    assertThat(session.run("words")).wasRefused(Code.INTERNAL).hasMessage(text);
    assertThat(session.shutdown().code()).isEqualTo(1);
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void outputOfAFailedStartIsSent(RuntimeProgram program) {
    RuntimeSession session = program.starting("print-throw");
    assertThat(session.awaitStart()).hasStdout("looking for the engine");
    assertThat(session.closeInput().code()).isEqualTo(1);
  }

  @Test
  void failedRuntimeEndsWithItsInput(RuntimeProgram program) throws IOException {
    RuntimeSession session = program.starting("throw");
    assertThat(session.awaitStart()).wasRefused(Code.INTERNAL);
    assertThat(session.closeInput().code()).isEqualTo(1);
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void shutdownInterruptsStart(RuntimeProgram program) throws IOException {
    RuntimeSession session = program.starting("wait");
    RunningCommand early = session.start("words");
    ExitStatus status = session.shutdown();
    assertThat(status.code()).isZero();
    assertThat(status.took()).isLessThan(Duration.ofSeconds(3));
    assertThat(session.awaitStart()).wasRefused(Code.INTERNAL);
    assertThat(early.await()).wasRefused(Code.INTERNAL);
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void interruptedStartDoesNotCountAsFailed(RuntimeProgram program) throws IOException {
    RuntimeSession session = program.starting("wrap");
    ExitStatus status = session.shutdown();
    assertThat(status.code()).isZero();
    assertThat(session.log()).contains("start failed: the engine did not start");
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void shutdownAbandonsAStartThatIgnoresTheInterruption(RuntimeProgram program) throws IOException {
    RuntimeSession session = program.starting("ignore");
    ExitStatus status = session.shutdown();
    assertThat(status.took()).isLessThan(Duration.ofSeconds(3));
    assertThat(session.awaitStart()).wasRefused(Code.INTERNAL);
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void endOfInputInterruptsStart(RuntimeProgram program) throws IOException {
    RuntimeSession session = program.starting("wait");
    ExitStatus status = session.closeInput();
    assertThat(status.code()).isZero();
    assertThat(status.took()).isLessThan(Duration.ofSeconds(3));
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }
}
