package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Prepared;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Option;

/// What a runtime prepares beside its commands.
@RuntimeTest(PreparedTest.Preparing.class)
class PreparedTest {

  /// `slow` is prepared when the command `open` says so, `broken` never, `early` within `start`,
  /// and `failing` is a `start` that fails.
  @RuntimeDef(name = "preparing")
  static final class Preparing implements GolemRuntime {
    private final Latches latches = new Latches();

    @Option(names = "--how", defaultValue = "plain")
    private String how = "";

    private @Nullable Prepared<String> engine;

    @Override
    public void start(Command start, Activity activity) throws Exception {
      engine = activity.prepare("engine", () -> load(activity));
      if (how.equals("early")) {
        Marks.leave(activity.workdir(), "start got the " + engine.get());
      }
      Marks.leave(activity.workdir(), "start ends");
      if (how.equals("failing")) {
        throw new RuntimeFailure(Code.INTERNAL, "no such service");
      }
    }

    private String load(Activity activity) throws Exception {
      if (how.equals("slow")) {
        System.out.println("preparing the engine");
        latches.await("open");
      }
      if (how.equals("broken")) {
        throw new RuntimeFailure(Code.INTERNAL, "the library is too old");
      }
      Marks.leave(activity.workdir(), "engine is prepared");
      return "engine";
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "use" -> command.stdout().println("the " + engine(activity).get());
        case "open" -> latches.open("open");
        case "open-in-stop" -> activity.background("opening", () -> openWhenInterrupted());
        case "late" -> command.stdout().println(activity.prepare("late", () -> "late").get());
        default -> {}
      }
      return 0;
    }

    /// In one-shot mode, `start` was another process.
    private Prepared<String> engine(Activity activity) {
      Prepared<String> prepared = engine;
      return prepared == null ? activity.prepare("engine", () -> load(activity)) : prepared;
    }

    private void openWhenInterrupted() {
      try {
        latches.await("never");
      } catch (InterruptedException e) {
        latches.open("open");
      }
    }

    @Override
    public void stop(Activity activity) throws Exception {
      Prepared<String> prepared = engine;
      if (prepared != null) {
        Marks.leave(activity.workdir(), "stop releases " + prepared.toRelease());
      }
    }

    static void main(String[] args) {
      GolemRuntime.launch(Preparing::new, args);
    }
  }

  @Test
  void beginsWhenStartHasReturned(RuntimeSession session) throws IOException {
    assertThat(session.run("use")).succeeded().hasStdout("the engine\n");
    assertThat(session.run("late")).succeeded().hasStdout("late\n");
    assertThat(Marks.in(session.workdir())).containsExactly("start ends", "engine is prepared");
  }

  @Test
  @RuntimeTest(value = Preparing.class, args = "--how=early")
  void beginsWhenItIsNeeded(RuntimeSession session) throws IOException {
    assertThat(session.awaitStart()).succeeded();
    assertThat(Marks.in(session.workdir()))
        .containsExactly("engine is prepared", "start got the engine", "start ends");
  }

  @Test
  @RuntimeTest(value = Preparing.class, args = "--how=slow")
  void helloDoesNotWaitButCommandsDo(RuntimeSession session) {
    assertThat(session.awaitStart()).succeeded();
    RunningCommand using = session.start("use");
    RunningCommand killed = session.start("use");
    killed.kill(15);
    assertThat(killed.await()).failedWith(143);
    assertThat(session.run("open")).succeeded();
    assertThat(using.await()).succeeded().hasStdout("the engine\n");
  }

  @Test
  @RuntimeTest(value = Preparing.class, args = "--how=broken")
  void failureFailsTheRuntime(RuntimeSession session) {
    session.awaitLog("preparing: engine failed: the library is too old\n");
    assertThat(session.run("use"))
        .wasRefused(Code.INTERNAL)
        .hasMessage("engine failed: the library is too old");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }

  @Test
  void failureThatACommandInAnotherProcessNeedsIsItsOwn() throws IOException {
    try (RuntimeProgram program = RuntimeProgram.of(Preparing.class, "--how=broken")) {
      assertThat(program.run("use"))
          .failedWith(1)
          .hasStderrContaining("engine failed: the library is too old");
    }
  }

  @Test
  void nothingIsPreparedIfStartFails() throws IOException {
    try (RuntimeProgram program = RuntimeProgram.of(Preparing.class, "--how=failing")) {
      RuntimeSession session = program.starting();
      assertThat(session.awaitStart()).wasRefused(Code.INTERNAL).hasMessage("no such service");
      assertThat(session.shutdown().code()).isEqualTo(1);
      assertThat(Marks.in(program.workdir()))
          .containsExactly("start ends", "stop releases Optional.empty");
    }
  }

  /// What has begun is neither interrupted nor lost.
  @Test
  @RuntimeTest(value = Preparing.class, args = "--how=slow")
  void stopGetsWhatHasBegun(RuntimeSession session) throws IOException {
    assertThat(session.run("open-in-stop")).succeeded();
    session.awaitLog("preparing the engine");
    assertThat(session.shutdown().code()).isZero();
    assertThat(Marks.in(session.workdir()))
        .containsExactly("start ends", "engine is prepared", "stop releases Optional[engine]");
  }

  @Test
  void beginsWithItsCommandInAnotherProcess() throws IOException {
    try (RuntimeProgram program = RuntimeProgram.of(Preparing.class)) {
      assertThat(program.run("use")).succeeded().hasStdout("the engine\n");
    }
  }
}
