package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.ExitStatus;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import network.golem.runtime.testruntimes.ShellRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the process of a runtime in server mode ends, other than by a request.
class SignalsTest {

  @TempDir Path directory;
  private Path launcher;

  private RuntimeProgram program;

  @RuntimeDef(name = "process")
  static final class Ending implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "pid" -> command.stdout().print(ProcessHandle.current().pid());
        case "wait" -> {
          command.stdout().println("waiting");
          Thread.sleep(Long.MAX_VALUE);
        }
        case "ignore" -> {
          command.stdout().println("ignoring");
          new Latches().awaitUninterruptibly("never");
        }
        case "exit" -> {
          command.stdout().println("leaving");
          System.exit(Integer.parseInt(command.arguments().getFirst()));
        }
        case "exit-in-background" -> Thread.ofPlatform().start(() -> System.exit(9));
        default -> {}
      }
      return 0;
    }

    @Override
    public void stop(Activity activity) throws IOException {
      Marks.leave(activity.workdir(), "stopped");
    }

    static void main(String[] args) {
      GolemRuntime.launch(Ending::new, args);
    }
  }

  @BeforeEach
  void makeProgram() throws IOException {
    launcher = RuntimeLauncher.of(Ending.class).writeTo(directory);
    program = RuntimeProgram.of(launcher);
  }

  @AfterEach
  void closeProgram() {
    program.close();
  }

  private static void signal(String name, String pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void signalEndsTheCommandsAndCallsStop(String name, int code) throws Exception {
    RuntimeSession session = program.start();
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    signal(name, session.run("pid").stdout());
    ExitStatus status = session.awaitExit();
    assertThat(status.code()).isEqualTo(code);
    assertThat(status.took()).isLessThan(Duration.ofSeconds(3));
    assertThat(waiting.await()).failedWith(143);
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void commandThatIgnoresTheSignalDoesNotDelayTheEnd() throws Exception {
    RuntimeSession session = program.start();
    RunningCommand ignoring = session.start("ignore").awaitStdout("ignoring");
    signal("TERM", session.run("pid").stdout());
    ExitStatus status = session.awaitExit();
    assertThat(status.code()).isEqualTo(143);
    assertThat(status.took()).isLessThan(Duration.ofSeconds(3));
    assertThat(ignoring.await()).failedWith(137);
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void signalDuringShutdownOnlyChangesTheExitCode() throws Exception {
    RuntimeSession session = program.start();
    session.start("ignore").awaitStdout("ignoring");
    String pid = session.run("pid").stdout();
    signal("TERM", pid);
    signal("TERM", pid);
    assertThat(session.awaitExit().code()).isEqualTo(143);
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void exitInACommandEndsTheOthersAndCallsStop() throws Exception {
    RuntimeSession session = program.start();
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    RunningCommand leaving = session.start("exit", "7").awaitStdout("leaving");
    ExitStatus status = session.awaitExit();
    assertThat(status.code()).isEqualTo(7);
    assertThat(status.took()).isLessThan(Duration.ofSeconds(3));
    assertThat(waiting.await()).failedWith(143);
    assertThat(leaving.await()).failedWith(137);
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void exitOnAnotherThreadEndsTheCommandsAndCallsStop() throws Exception {
    RuntimeSession session = program.start();
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    session.start("exit-in-background");
    assertThat(session.awaitExit().code()).isEqualTo(9);
    assertThat(waiting.await()).failedWith(143);
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void endOfInputEndsTheRuntime() throws Exception {
    RuntimeSession session = program.start();
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    ExitStatus status = session.closeInput();
    assertThat(status.code()).isZero();
    assertThat(status.took()).isLessThan(Duration.ofSeconds(3));
    assertThat(waiting.await()).failedWith(143);
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  @Test
  void deathOfTheParentEndsTheRuntimeEvenIfThePipesStayOpen() throws Exception {
    Path supervisor =
        ShellRuntime.script(
            directory.resolve("supervisor"), "exec 5<&0\n\"$@\" <&5 &\nexec 5<&-\nwait\n");
    try (Fifo requests = Fifo.make(directory.resolve("requests"));
        Fifo frames = Fifo.make(directory.resolve("frames"));
        OutputStream out = requests.writing()) {
      Process parent =
          new ProcessBuilder(
                  supervisor.toString(),
                  launcher.toString(),
                  "--workdir",
                  program.workdir().toString(),
                  "start")
              .redirectInput(requests.path().toFile())
              .redirectOutput(frames.path().toFile())
              .redirectError(directory.resolve("log").toFile())
              .start();
      Connection<Request, RuntimeMessage> runtime = Connection.ofSupervisor(frames.reading(), out);
      runtime.send(new Request.RunProcess(2, "wait", List.of()));
      awaitOutput(runtime);
      long killed = System.nanoTime();
      parent.destroyForcibly();
      assertThat(last(runtime)).isEqualTo(Event.ProcessStatus.ended(1, 143));
      assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(3));
      assertThat(Marks.in(program.workdir())).containsExactly("stopped");
      assertThat(directory.resolve("log")).hasContent("process: the supervisor is gone; stopping");
    }
  }

  @Test
  void deathOfTheParentBeforeTheStartIsNoticed() throws Exception {
    RuntimeLauncher.of(Ending.class).withEdit("\"$PPID\"", "1").writeTo(directory);
    RuntimeSession session = program.starting();
    ExitStatus status = session.awaitExit();
    assertThat(status.code()).isZero();
    assertThat(status.took()).isLessThan(Duration.ofSeconds(3));
    assertThat(session.log()).isEqualTo("process: the supervisor is gone; stopping\n");
    assertThat(Marks.in(program.workdir())).containsExactly("stopped");
  }

  private static void awaitOutput(Connection<Request, RuntimeMessage> runtime) throws IOException {
    for (RuntimeMessage message = runtime.receive(); message != null; message = runtime.receive()) {
      if (message instanceof Event.ProcessStatus status && !status.stdout().isEmpty()) {
        return;
      }
    }
    throw new AssertionError("the runtime ended without output");
  }

  /// Reads to the end.
  private static RuntimeMessage last(Connection<Request, RuntimeMessage> runtime)
      throws IOException {
    RuntimeMessage last = new Event.Unrecognized();
    for (RuntimeMessage message = runtime.receive(); message != null; message = runtime.receive()) {
      last = message;
    }
    return last;
  }
}
