package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// Tasks that a runtime executes beside its commands.
@RuntimeTest(BackgroundTest.Busy.class)
class BackgroundTest {

  @RuntimeDef(name = "busy")
  static final class Busy implements GolemRuntime {
    private final Latches latches = new Latches();

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "wait" ->
            activity.background(
                "waiting",
                () -> {
                  activity.state("waiting", true);
                  try {
                    latches.await("never");
                  } catch (InterruptedException e) {
                    Marks.leave(activity.workdir(), "interrupted");
                    throw e;
                  }
                });
        case "fail" ->
            activity.background(
                "pinger",
                () -> {
                  throw new IllegalStateException("no answer");
                });
        case "return" -> activity.background("short", () -> latches.open("done"));
        case "await" -> latches.await("done");
        case "shutdown" -> activity.background("closing", activity::shutdown);
        default -> {}
      }
      return 0;
    }

    @Override
    public void stop(Activity activity) throws IOException {
      Marks.leave(activity.workdir(), "stopped");
    }

    static void main(String[] args) {
      GolemRuntime.launch(Busy::new, args);
    }
  }

  @Test
  void taskEndsBeforeStop(RuntimeSession session) throws IOException {
    session.run("wait");
    assertThat(session.shutdown().code()).isZero();
    assertThat(Marks.in(session.workdir())).containsExactly("interrupted", "stopped");
  }

  @Test
  void failedTaskFailsTheRuntime(RuntimeSession session) {
    session.run("fail");
    session.awaitLog("busy: pinger failed: no answer\n");
    assertThat(session.run("noop"))
        .wasRefused(Code.INTERNAL)
        .hasMessage("pinger failed: no answer");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }

  @Test
  void taskMayReturn(RuntimeSession session) {
    session.run("return");
    assertThat(session.run("await")).succeeded();
  }

  @Test
  void taskMayShutTheRuntimeDown(RuntimeSession session) throws IOException {
    session.run("shutdown");
    assertThat(session.shutdown().code()).isZero();
    assertThat(Marks.in(session.workdir())).containsExactly("stopped");
  }

  @Test
  void taskEndsWithAOneShotProcess() throws IOException {
    try (RuntimeProgram program = RuntimeProgram.of(Busy.class)) {
      assertThat(program.run("wait")).succeeded();
    }
  }
}
