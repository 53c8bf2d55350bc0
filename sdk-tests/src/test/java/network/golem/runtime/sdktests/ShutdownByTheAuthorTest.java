package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// `Activity.shutdown()`: the runtime stops serving, but its process stays. (After the end of the
/// process, a supervisor would treat every run as a success.)
@RuntimeTest(ShutdownByTheAuthorTest.Leaving.class)
class ShutdownByTheAuthorTest {
  private static final String REFUSAL = "leaving has shut down and takes no more commands";

  @RuntimeDef(name = "leaving")
  static final class Leaving implements GolemRuntime {
    @Override
    public void start(Command start, Activity activity) {
      if (start.arguments().contains("leave")) {
        activity.shutdown();
      }
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "leave" -> {
          activity.shutdown();
          command.stdout().println("leaving");
          return 4;
        }
        case "background" -> Thread.ofPlatform().daemon().start(activity::shutdown);
        case "wait" -> {
          command.stdout().println("waiting");
          Thread.sleep(Long.MAX_VALUE);
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
      GolemRuntime.launch(Leaving::new, args);
    }
  }

  @Test
  void shutdownEndsTheCommandsExceptTheCaller(RuntimeSession session) throws IOException {
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    assertThat(session.run("leave")).failedWith(4).hasStdout("leaving\n");
    assertThat(waiting.await()).failedWith(143);
    assertThat(session.shutdown().code()).isZero();
    assertThat(Marks.in(session.workdir())).containsExactly("stopped");
  }

  @Test
  void furtherRunsAreRefused(RuntimeSession session) {
    session.run("leave");
    assertThat(session.run("wait")).wasRefused(Code.INTERNAL).hasMessage(REFUSAL);
    assertThat(session.run("wait")).wasRefused(Code.INTERNAL).hasMessage(REFUSAL);
  }

  @Test
  void processStaysUntilTheEndOfItsInput(RuntimeSession session) throws IOException {
    session.run("leave");
    assertThat(session.run("wait")).wasRefused(Code.INTERNAL);
    assertThat(session.closeInput().code()).isZero();
    assertThat(Marks.in(session.workdir())).containsExactly("stopped");
  }

  @Test
  void anyThreadMayShutDown(RuntimeSession session) {
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    session.run("background");
    assertThat(waiting.await()).failedWith(143);
  }

  @Test
  void startMayShutDown(RuntimeProgram program) throws IOException {
    RuntimeSession session = program.starting("leave");
    assertThat(session.awaitStart()).succeeded();
    assertThat(session.run("wait")).wasRefused(Code.INTERNAL).hasMessage(REFUSAL);
    assertThat(session.shutdown().code()).isZero();
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }
}
