package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.Answer;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs without native access: they behave the same, within the limits of the JDK's own API.
class WithoutNativeAccessTest {
  private final Sleepers sleepers = new Sleepers();

  @TempDir Path directory;
  private RuntimeProgram program;
  private RuntimeSession session;

  @RuntimeDef(name = "executing")
  static final class Executing implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      return switch (command.program()) {
        case "pid" -> {
          command.stdout().print(ProcessHandle.current().pid());
          yield 0;
        }
        case "cpu" -> {
          command.stdout().print(activity.executedCpu());
          yield 0;
        }
        case "cat" ->
            command.exec(
                new ProcessBuilder("cat"),
                new ByteArrayInputStream(
                    command.arguments().getFirst().getBytes(StandardCharsets.UTF_8)));
        default -> command.exec(new ProcessBuilder(command.line()));
      };
    }

    static void main(String[] args) {
      GolemRuntime.launch(Executing::new, args);
    }
  }

  @BeforeEach
  void start() throws IOException {
    program =
        RuntimeProgram.of(
            RuntimeLauncher.of(Executing.class).withoutNativeAccess().writeTo(directory));
    session = program.start();
  }

  @AfterEach
  void close() {
    program.close();
  }

  @Test
  void outputsAndExitCodesAreTheSame() {
    assertThat(session.run("sh", "-c", "echo out; echo err >&2; exit 3"))
        .failedWith(3)
        .hasStdout("out\n")
        .hasStderr("err\n");
    assertThat(session.run("sh", "-c", "kill -9 $$")).failedWith(137);
    assertThat(session.run("sh", "-c", "cat; echo end")).succeeded().hasStdout("end\n");
    assertThat(session.run("cat", "Grüße")).succeeded().hasStdout("Grüße");
    assertThat(session.run("/no/such/program"))
        .wasRefused(Code.NOT_FOUND)
        .hasMessage("program '/no/such/program' not found");
    assertThat(session.log()).doesNotContain("WARNING");
  }

  @Test
  void killEndsProgramsWithTheirChildren() throws InterruptedException {
    RunningCommand command =
        session.start(
            "sh",
            "-c",
            sleepers.sleep() + " & setsid " + sleepers.sleep() + " & echo started; wait");
    sleepers.await(2);
    assertThat(command.awaitStdout("started").kill(15).await()).failedWith(143);
    sleepers.awaitNone();
  }

  @Test
  void deathOfTheRuntimeEndsProgramsWithTheirChildren() throws InterruptedException {
    session.start("sh", "-c", "setsid " + sleepers.sleep() + " & " + sleepers.sleep());
    sleepers.await(2);
    long pid = Long.parseLong(session.run("pid").stdout());
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    session.awaitExit();
    sleepers.awaitNone();
  }

  @Test
  void outputHeldOpenByOthersDoesNotDelayTheEnd() throws InterruptedException {
    assertThat(session.run("sh", "-c", sleepers.sleep() + " & echo done; exit 6"))
        .failedWith(6)
        .hasStdout("done\n");
    sleepers.await(1);
    session.shutdown();
    sleepers.awaitNone();
  }

  @Test
  void onlyEndingSignalsAreSupported() {
    RunningCommand command = session.start("sh", "-c", "echo ready; exec sleep 1000");
    long pid = command.awaitStdout("ready").pid();
    assertThat(session.kill(pid, 10)).isInstanceOf(Answer.Refused.class);
    assertThat(command.kill(2).await()).failedWith(143);
  }

  @Test
  void processorTimeIsUnknown() {
    assertThat(session.run("sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"))
        .succeeded();
    assertThat(session.run("cpu")).succeeded().hasStdout("PT0S");
  }
}
