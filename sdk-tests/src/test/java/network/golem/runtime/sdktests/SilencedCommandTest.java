package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a command is killed, its output so far is sent, and its next print throws: in a session, in
/// `start`, and in a one-shot process. So a command that only prints gets to its `finally` block.
class SilencedCommandTest {
  /// Shared by a test and a session that runs in the same process.
  private static final Latches LATCHES = new Latches();

  @TempDir Path directory;

  @RuntimeDef(name = "silenced")
  static final class InASession implements GolemRuntime {
    @Override
    public void start(Command start, Activity activity) throws Exception {
      if (!start.arguments().isEmpty()) {
        Work.of(start.arguments().getFirst(), start, activity);
      }
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      command.stdout().println("working");
      Work.of(command.program(), command, activity);
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(InASession::new, args);
    }
  }

  @RuntimeDef(name = "silenced", mode = Mode.ONE_SHOT)
  static final class ByItself implements GolemRuntime {
    @Override
    public void start(Command start, Activity activity) throws Exception {
      start.stdout().println("working");
      Work.of(start.arguments().getFirst(), start, activity);
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      command.stdout().println("working");
      Work.of(command.program(), command, activity);
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(ByItself::new, args);
    }
  }

  private static final class Work {
    static void of(String name, Command command, Activity activity) throws Exception {
      switch (name) {
        case "work" -> onAfterItsEnd(command, activity);
        case "print" -> printForEver(command, activity);
        case "fail" -> printAndFail(command, activity);
        case "shut down" -> {
          Thread.ofPlatform().start(activity::shutdown);
          awaitInterruption();
          throw new CancellationException("the command was killed");
        }
        case "half" -> {
          command.stdout().print("half a line");
          LATCHES.open("printed");
          awaitInterruption();
        }
        default -> throw new IllegalArgumentException(name);
      }
    }

    /// Ignores the interruption, and prints.
    static void onAfterItsEnd(Command command, Activity activity) throws IOException {
      awaitInterruption();
      try {
        command.stdout().println("too late");
        Marks.leave(activity.workdir(), "printed");
      } catch (CancellationException e) {
        Marks.leave(activity.workdir(), "refused");
        throw e;
      }
    }

    /// An incomplete line is held back for 5 ms, because the rest may follow.
    private static void printAndFail(Command command, Activity activity) {
      command.stdout().print("half a line");
      Thread failing = Thread.ofPlatform().start(() -> activity.fail("the engine is gone"));
      awaitInterruption();
      awaitEnd(failing);
    }

    private static void awaitEnd(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void awaitInterruption() {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        // ignored: the command is going to end in another way
      }
    }

    /// Never checks whether it is interrupted.
    static void printForEver(Command command, Activity activity) throws IOException {
      try {
        while (true) {
          command.stdout().println("on and on");
        }
      } finally {
        Marks.leave(activity.workdir(), "tidied up");
      }
    }
  }

  @Test
  void killedCommandPrintsNoMore() throws IOException {
    try (RuntimeProgram program = RuntimeProgram.of(InASession.class)) {
      RunningCommand working = program.start().start("work").awaitStdout("working");
      assertThat(working.kill(15).await()).failedWith(143).hasStdout("working\n").hasNoStderr();
      assertThat(Marks.in(program.workdir())).containsExactly("refused");
    }
  }

  @Test
  void killedCommandThatOnlyPrintsRunsItsFinally() throws IOException {
    try (RuntimeProgram program = RuntimeProgram.of(InASession.class)) {
      RunningCommand printing = program.start().start("print").awaitStdout("on and on");
      assertThat(printing.kill(15).await()).failedWith(143).hasNoStderr();
      assertThat(Marks.in(program.workdir())).containsExactly("tidied up");
    }
  }

  @Test
  void outputOfAKilledCommandIsSent() throws InterruptedException {
    try (RuntimeProgram program = RuntimeProgram.of(InASession.class)) {
      RunningCommand working = program.start().start("half").awaitStdout("working");
      LATCHES.await("printed");
      assertThat(working.kill(15).await()).succeeded().hasStdout("working\nhalf a line");
    }
  }

  @Test
  void outputOfAFailedStartIsSent() {
    try (RuntimeProgram program = RuntimeProgram.of(InASession.class)) {
      RuntimeSession session = program.starting("fail");
      assertThat(session.awaitStart())
          .wasRefused(Code.INTERNAL)
          .hasMessage("the engine is gone")
          .hasStdout("half a line");
      assertThat(session.shutdown().code()).isEqualTo(1);
    }
  }

  @Test
  void outputOfAFailedOneShotRunIsSent() {
    try (RuntimeProgram program = RuntimeProgram.of(ByItself.class)) {
      assertThat(program.run("fail"))
          .failedWith(1)
          .hasStdout("working\nhalf a line")
          .hasStderr("silenced: the engine is gone\n");
    }
  }

  @Test
  void startThatShutsItselfDownAcceptsNoCommands() {
    try (RuntimeProgram program = RuntimeProgram.of(InASession.class)) {
      RuntimeSession session = program.starting("shut down");
      assertThat(session.awaitStart())
          .wasRefused(Code.INTERNAL)
          .hasMessage("start was ended by signal 15");
      assertThat(session.run("work")).wasRefused(Code.INTERNAL);
      assertThat(session.shutdown().code()).isZero();
    }
  }

  @Test
  void startEndedByShutdownPrintsNoMore() throws IOException {
    try (RuntimeProgram program = RuntimeProgram.of(InASession.class)) {
      RuntimeSession session = program.starting("work");
      assertThat(session.shutdown().code()).isZero();
      assertThat(session.awaitStart()).wasRefused(Code.INTERNAL);
      assertThat(Marks.in(program.workdir())).containsExactly("refused");
      assertThat(session.log()).doesNotContain("too late");
    }
  }

  @ParameterizedTest
  @CsvSource({"run, work, refused", "run, print, tidied up", "start, work, refused"})
  void oneShotRunPrintsNoMoreAfterSigterm(String phase, String work, String mark) throws Exception {
    Path errors = directory.resolve("errors");
    Process process =
        new ProcessBuilder(
                RuntimeLauncher.of(ByItself.class).writeTo(directory).toString(),
                "--workdir",
                directory.toString(),
                phase,
                "--",
                work)
            .redirectError(errors.toFile())
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(output.readLine()).isEqualTo("working");
      process.toHandle().destroy();
      assertThat(output.lines()).doesNotContain("too late");
      assertThat(process.waitFor()).isEqualTo(143);
    }
    assertThat(Marks.in(directory)).containsExactly(mark);
    assertThat(Files.readAllLines(errors)).isEqualTo(List.of());
  }
}
