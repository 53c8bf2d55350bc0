package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.ExitStatus;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// `stop`, and the shutdown before it.
@RuntimeTest(StopTest.Stopping.class)
class StopTest {

  @RuntimeDef(name = "stopping", stopSeconds = 1)
  static final class Stopping implements GolemRuntime {
    private volatile String how = "";

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "stop" -> how = command.arguments().getFirst();
        case "wait" -> {
          command.stdout().println("waiting");
          try {
            Thread.sleep(Long.MAX_VALUE);
          } finally {
            Marks.leave(activity.workdir(), "command ended");
          }
        }
        default -> {}
      }
      return 0;
    }

    @Override
    public void stop(Activity activity) throws Exception {
      Marks.leave(activity.workdir(), "stopping");
      switch (how) {
        case "throw" -> throw new IllegalStateException("the brake is broken");
        case "error" -> throw new AssertionError("this cannot be");
        case "hang" -> {
          try {
            Thread.sleep(Long.MAX_VALUE);
          } finally {
            Marks.leave(activity.workdir(), "interrupted");
          }
        }
        case "ignore" -> new Latches().awaitUninterruptibly("never");
        default -> {}
      }
      Marks.leave(activity.workdir(), "stopped");
    }

    static void main(String[] args) {
      GolemRuntime.launch(Stopping::new, args);
    }
  }

  private static List<String> marks(RuntimeSession session) throws IOException {
    return Marks.in(session.workdir());
  }

  @Test
  void shutdownCallsStopOnce(RuntimeSession session) throws IOException {
    assertThat(session.shutdown().code()).isZero();
    assertThat(marks(session)).containsExactly("stopping", "stopped");
  }

  @Test
  void endOfInputCallsStopOnce(RuntimeSession session) throws IOException {
    assertThat(session.closeInput().code()).isZero();
    assertThat(marks(session)).containsExactly("stopping", "stopped");
  }

  @Test
  void stopIsCalledAfterTheCommandsHaveEnded(RuntimeSession session) throws IOException {
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    assertThat(session.shutdown().code()).isZero();
    assertThat(waiting.await()).failedWith(143);
    assertThat(marks(session)).containsExactly("command ended", "stopping", "stopped");
  }

  @Test
  void exceptionInStopIsLoggedAndChangesTheExitCode(RuntimeSession session) {
    session.run("stop", "throw");
    assertThat(session.shutdown().code()).isEqualTo(1);
    assertThat(session.log()).contains("stopping: stop failed: the brake is broken");
  }

  @Test
  void errorInStopIsLoggedAndChangesTheExitCode(RuntimeSession session) {
    session.run("stop", "error");
    assertThat(session.closeInput().code()).isEqualTo(1);
    assertThat(session.log()).contains("stopping: stop failed: AssertionError: this cannot be");
  }

  @Test
  void hangingStopIsInterruptedAtTheDeadline(RuntimeSession session) throws IOException {
    session.run("stop", "hang");
    ExitStatus status = session.shutdown();
    assertThat(status.took()).isLessThan(Duration.ofSeconds(3));
    assertThat(session.log()).contains("stopping: stop did not return in time");
    assertThat(marks(session)).startsWith("stopping");
  }

  @Test
  void stopThatIgnoresTheInterruptionIsAbandoned(RuntimeSession session) throws IOException {
    session.run("stop", "ignore");
    assertThat(session.shutdown().took()).isLessThan(Duration.ofSeconds(3));
    assertThat(marks(session)).containsExactly("stopping");
  }

  @Test
  void otherPhasesDoNotCallStop(RuntimeProgram program) throws IOException {
    assertThat(program.deploy()).succeeded();
    assertThat(program.run("anything")).succeeded();
    assertThat(Marks.in(program.workdir())).isEmpty();
  }
}
