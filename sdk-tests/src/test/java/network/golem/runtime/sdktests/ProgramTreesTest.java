package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The descendants of a command's programs, which end together with them.
@RuntimeTest(ProgramTreesTest.Executing.class)
class ProgramTreesTest {
  private final Sleepers sleepers = new Sleepers();

  @RuntimeDef(name = "executing")
  static final class Executing implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      if (command.program().equals("pid")) {
        command.stdout().print(ProcessHandle.current().pid());
        return 0;
      }
      return command.exec(new ProcessBuilder(command.line()));
    }

    static void main(String[] args) {
      GolemRuntime.launch(Executing::new, args);
    }
  }

  /// A process that ends when asked to, and others that do not, or that are hard to find.
  private List<String> hardToEnd() {
    String sleep = sleepers.sleep();
    return List.of(
        sleep + " &",
        "(trap '' TERM HUP INT; " + sleep + "; " + sleep + ") &",
        "setsid " + sleep + " &",
        "setsid sh -c 'trap \"\" TERM; " + sleep + "; true' &",
        "(env -i " + sleep + "; true) &");
  }

  private RunningCommand start(RuntimeSession session, String last) throws InterruptedException {
    List<String> lines = hardToEnd();
    RunningCommand command =
        session.start("sh", "-c", String.join("\n", lines) + "\necho started\n" + last);
    command.awaitStdout("started");
    sleepers.await(lines.size());
    return command;
  }

  @Test
  void killEndsTheWholeTree(RuntimeSession session) throws InterruptedException {
    assertThat(start(session, "wait").kill(15).await()).failedWith(143);
    session.shutdown();
    sleepers.awaitNone();
  }

  @Test
  void sigkillEndsTheWholeTreeAtOnce(RuntimeSession session) throws InterruptedException {
    assertThat(start(session, "wait").kill(9).await()).failedWith(137);
    sleepers.awaitNone();
  }

  @Test
  void killReachesNoOtherCommand(RuntimeSession session) throws InterruptedException {
    Sleepers others = new Sleepers();
    RunningCommand other = session.start("sh", "-c", others.sleep());
    others.await(1);
    assertThat(start(session, "wait").kill(9).await()).failedWith(137);
    sleepers.awaitNone();
    others.await(1);
    assertThat(other.kill(15).await()).failedWith(143);
    others.awaitNone();
  }

  @Test
  void leftoverProcessesEndWithTheRuntime(RuntimeSession session) throws InterruptedException {
    RunningCommand command = start(session, "exec >/dev/null 2>&1");
    assertThat(command.await()).succeeded();
    sleepers.await(hardToEnd().size());
    session.shutdown();
    sleepers.awaitNone();
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 15})
  void leftoverProcessesEndIfTheRuntimeIsKilled(int signal, @TempDir Path directory)
      throws Exception {
    try (RuntimeProgram program =
        RuntimeProgram.of(RuntimeLauncher.of(Executing.class).writeTo(directory))) {
      RuntimeSession session = program.start();
      start(session, "wait");
      ProcessHandle runtime =
          ProcessHandle.of(Long.parseLong(session.run("pid").stdout())).orElseThrow();
      assertThat(signal == 9 ? runtime.destroyForcibly() : runtime.destroy()).isTrue();
      session.awaitExit();
      sleepers.awaitNone();
    }
  }

  @Test
  void otherSignalsAreDelivered(RuntimeSession session) {
    RunningCommand command =
        session.start(
            "sh",
            "-c",
            "trap 'echo got USR1; exit 4' USR1; echo ready; while :; do sleep 0.01; done");
    assertThat(command.awaitStdout("ready").kill(10).await())
        .failedWith(4)
        .hasStdout("ready\ngot USR1\n");
  }

  @Test
  void outputDuringTheEndIsPassedOn(RuntimeSession session) {
    RunningCommand command =
        session.start(
            "sh",
            "-c",
            "trap 'echo tidying up; exit 5' TERM; echo ready; while :; do sleep 0.01; done");
    assertThat(command.awaitStdout("ready").kill(15).await())
        .failedWith(5)
        .hasStdout("ready\ntidying up\n");
  }

  @Test
  void programThatIgnoresTheSignalIsKilled(RuntimeSession session) {
    RunningCommand command =
        session.start("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.01; done");
    assertThat(command.awaitStdout("ready").kill(15).await()).failedWith(137);
  }

  @Test
  void secondKillMayBeSigkill(RuntimeSession session) {
    RunningCommand command =
        session.start("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.01; done");
    assertThat(command.awaitStdout("ready").kill(15).kill(9).await())
        .failedWith(137)
        .hasStdout("ready\n");
  }

  @Test
  void threeHundredProgramsDoNotDelayOthers(RuntimeSession session) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      session.start("sh", "-c", "exec " + sleepers.sleep());
    }
    sleepers.await(300);
    assertThat(session.run("echo", "between")).succeeded().hasStdout("between\n");
    assertThat(session.shutdown().code()).isZero();
    sleepers.awaitNone();
  }

  @Test
  void outputHeldOpenByOthersDoesNotDelayTheEnd(RuntimeSession session) throws Exception {
    assertThat(session.run("sh", "-c", sleepers.sleep() + " & echo done; exit 6"))
        .failedWith(6)
        .hasStdout("done\n");
    sleepers.await(1);
  }

  @Test
  void laterOutputGoesToTheLog(RuntimeSession session) {
    assertThat(
            session.run(
                "sh",
                "-c",
                "(while [ ! -e go ]; do sleep 0.01; done; echo late) & echo done; exit 6"))
        .failedWith(6)
        .hasStdout("done\n");
    assertThat(session.run("touch", "go")).succeeded();
    session.awaitLog("late");
  }
}
