package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A runtime that marks itself as failed.
class FailTest {
  private final RuntimeProgram program = RuntimeProgram.of(Failing.class);

  @RuntimeDef(name = "failing")
  static final class Failing implements GolemRuntime {
    private final Latches latches = new Latches();

    @Override
    public Deployment deploy(Activity activity) {
      if (activity.hostname().isPresent()) {
        activity.fail("no such host");
      }
      return Deployment.of();
    }

    @Override
    public void start(Command start, Activity activity) throws Exception {
      switch (start.line().getLast()) {
        case "fail" -> activity.fail("the engine is missing");
        case "fail-elsewhere" -> {
          Thread.ofPlatform().start(() -> activity.fail("the engine is missing"));
          latches.await("never");
        }
        default -> {}
      }
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "wait" -> {
          command.stdout().println("waiting");
          latches.await("never");
        }
        case "fail" -> {
          activity.fail("the engine is gone");
          activity.fail("and so is the second reason");
        }
        default -> {}
      }
      return 0;
    }

    @Override
    public void stop(Activity activity) throws IOException {
      Marks.leave(activity.workdir(), "stopped");
    }

    static void main(String[] args) {
      GolemRuntime.launch(Failing::new, args);
    }
  }

  @AfterEach
  void close() {
    program.close();
  }

  @Test
  void commandsEndWithTheReasonAndFurtherOnesAreRefusedWithIt() throws IOException {
    RuntimeSession session = program.start();
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    assertThat(session.run("fail")).succeeded();
    assertThat(waiting.await()).failedWith(143).hasStderr("the engine is gone\n");
    assertThat(session.run("noop")).wasRefused(Code.INTERNAL).hasMessage("the engine is gone");
    assertThat(session.shutdown().code()).isEqualTo(1);
    assertThat(session.log()).contains("failing: the engine is gone").doesNotContain("second");
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void failureDuringStartIsTheAnswerToHello() {
    RuntimeSession session = program.starting("fail");
    assertThat(session.awaitStart()).wasRefused(Code.INTERNAL).hasMessage("the engine is missing");
    assertThat(session.run("noop")).wasRefused(Code.INTERNAL).hasMessage("the engine is missing");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }

  @Test
  void failureOnAnotherThreadDuringStartIsTheAnswerToHello() {
    RuntimeSession session = program.starting("fail-elsewhere");
    assertThat(session.awaitStart()).wasRefused(Code.INTERNAL).hasMessage("the engine is missing");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }

  @Test
  void oneShotProcessEndsWithTheReason() {
    assertThat(program.run("fail")).failedWith(1).hasStderr("failing: the engine is gone\n");
    assertThat(program.with("--hostname", "x").deploy())
        .failedWith(1)
        .hasStderrContaining("no such host");
  }
}
