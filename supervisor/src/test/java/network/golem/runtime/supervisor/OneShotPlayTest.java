package network.golem.runtime.supervisor;

import static network.golem.runtime.supervisor.Desk.DEPLOY;
import static network.golem.runtime.supervisor.Desk.START;
import static network.golem.runtime.supervisor.Desk.TERMINATE;
import static network.golem.runtime.supervisor.Desk.run;
import static network.golem.runtime.supervisor.Desk.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import network.golem.runtime.supervisor.model.PlayEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scripts played against runtimes that are called once for each command.
@Timeout(20)
class OneShotPlayTest {
  @TempDir Path folder;

  @Test
  void everyCommandIsAProcess() throws Exception {
    Desk desk =
        Desk.ofShell(
            folder,
            """
            case $phase in
              start) echo "started: $*" ;;
              run) echo "$line"; pwd >&2 ;;
            esac
            """);
    assertThat(desk.play(DEPLOY, start("a", "-b"), run("/bin/main", "-x", "@/etc/passwd", "$y z")))
        .isTrue();

    assertThat(desk.results()).containsExactly("deploy", "start", "run");
    assertThat(desk.stdout(1)).isEqualTo("started: -- a -b\n");
    assertThat(desk.stdout(2))
        .isEqualTo(
            "--workdir " + desk.workdir + " run --entrypoint /bin/main -- -x @/etc/passwd $y z\n");
    assertThat(desk.stderr(2)).isEqualTo(desk.workdir.toRealPath() + "\n");
    assertThat(desk.warnings()).isEmpty();
  }

  @Test
  void argumentsArriveUnchanged() throws Exception {
    Desk desk = Desk.ofShell(folder, "[ $phase = deploy ] || printf '<%s>' \"$@\"");
    desk.play(DEPLOY, START, run("echo", "@x", "${y}", "\\\"q\\\"", "", " ", "ä\\n", "--"));

    assertThat(desk.stdout(2)).isEqualTo("<--entrypoint><echo><--><@x><${y}><\"q\"><>< ><ä\n><-->");
  }

  @Test
  void usersArgumentsReachTheRuntime() throws Exception {
    Desk desk = Desk.ofShell(folder, "[ $phase = deploy ] || echo \"$line\"");
    desk.player("--own", "word").play(desk.script(DEPLOY, START));

    assertThat(desk.stdout(1)).isEqualTo("--workdir " + desk.workdir + " --own word start --\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exit 7        | run 7: ExeScript command exited with code 7
          exit 255      | run 255: ExeScript command exited with code 255
          kill -9 $$    | run 137: ExeScript command exited with code 137 / as if ended by signal 9, which a node reports as -1
          kill -TERM $$ | run 143: ExeScript command exited with code 143 / as if ended by signal 15, which a node reports as -1
          """)
  void failedCommandIsTheLast(String end, String result) throws Exception {
    Desk desk =
        Desk.ofShell(folder, "[ $phase = run ] && { echo before; echo why >&2; " + end + "; }; :");
    assertThat(desk.play(DEPLOY, START, run("x"), run("y"))).isFalse();

    assertThat(desk.results()).containsExactly("deploy", "start", result);
    assertThat(desk.stdout(2)).isEqualTo("before\n");
    assertThat(desk.stderr(2)).isEqualTo("why\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          exit 3         | deploy 3: ExeScript command exited with code 3
          echo hello     | deploy -1: ExeScript command error: invalid deploy response: hello
          echo '{"x":1}' | deploy -1: ExeScript command error: invalid deploy response: missing field 'valid'
          """)
  void failedDeploy(String script, String result) throws Exception {
    Desk desk = Desk.ofShell(folder, "echo why >&2; " + script);
    assertThat(desk.play(DEPLOY, START)).isFalse();

    assertThat(desk.results().getFirst().strip()).isEqualTo(result);
    assertThat(desk.results()).hasSize(1);
    assertThat(desk.stderr(0)).isEqualTo("why\n");
  }

  @Test
  void outputOfAFailedDeployIsShown() throws Exception {
    Desk desk = Desk.ofShell(folder, "echo 'no space left'; exit 1");
    desk.play(DEPLOY);

    assertThat(desk.stdout(0)).isEqualTo("no space left\n");
  }

  @Test
  void deployErrorThatANodeIgnoresCausesAWarning() throws Exception {
    Desk desk = Desk.ofShell(folder, "[ $phase = deploy ] && echo '{\"valid\":{\"Err\":\"bad\"}}'");
    desk.play(DEPLOY);

    assertThat(desk.results()).containsExactly("deploy");
    assertThat(desk.warnings())
        .containsExactly(
            "deploy reported the error 'bad' with exit code 0, which a node treats as a success");
  }

  @Test
  void largeOutputArrivesCompletely() throws Exception {
    Desk desk = Desk.ofShell(folder, "[ $phase = run ] || exit 0; seq 1 50000; seq 1 50000 >&2");
    desk.play(DEPLOY, START, run("x"));

    StringBuilder numbers = new StringBuilder();
    for (int i = 1; i <= 50_000; i++) {
      numbers.append(i).append('\n');
    }
    assertThat(desk.stdout(2)).isEqualTo(numbers.toString());
    assertThat(desk.stderr(2)).isEqualTo(numbers.toString());
  }

  @Test
  void nothingIsReadFromTheTerminal() throws Exception {
    Desk desk = Desk.ofShell(folder, "[ $phase = deploy ] || cat");
    assertThat(desk.play(DEPLOY, START, run("x"))).isTrue();
  }

  @Test
  void timeLimitEndsTheCommandWithAllItsProcesses() throws Exception {
    Desk desk =
        Desk.ofShell(
            folder,
            """
            [ $phase = run ] || exit 0
            echo $$ > pid
            trap '' TERM
            sleep 1000 &
            echo waiting
            wait
            wait
            """);
    desk.limit(Duration.ofMillis(700));
    assertThat(desk.play(DEPLOY, START, run("x"))).isFalse();

    assertThat(desk.result())
        .matches(
            "run -1: time limit of 0.7 s exceeded: the runtime has not ended"
                + " / the runtime's process is [0-9]+");
    assertThat(desk.stdout(2)).isEqualTo("waiting\n");
    desk.assertNobodyLeft("pid");
  }

  @Test
  void leftoverProcessIsEndedWithAWarning() throws Exception {
    Desk desk =
        Desk.ofShell(
            folder, "[ $phase = run ] || exit 0; echo $$ > pid; sleep 1000 & echo $! > child");
    assertThat(desk.play(DEPLOY, START, run("x"))).isTrue();

    assertThat(desk.warnings())
        .containsExactly(
            "the runtime left behind 1 process, which would keep running on a node; ended here: ["
                + Files.readString(desk.workdir.resolve("child")).strip()
                + "]");
    desk.assertNobodyLeft("pid");
  }

  @ParameterizedTest
  @CsvSource({"deploy, 0", "start, 1", "run, 2"})
  void cancelDuringACommand(String phase, int index) throws Exception {
    Desk desk =
        Desk.ofShell(
            folder,
            "[ $phase = " + phase + " ] || exit 0; echo $$ > pid; echo here >&2; sleep 1000");
    ScriptPlayer player = desk.player();
    desk.whenHeard(event -> {
      if (event instanceof PlayEvent.Output) {
        player.cancel();
      }
    });
    assertThat(player.play(desk.script(DEPLOY, START, run("x"), run("y")))).isFalse();

    assertThat(desk.results())
        .hasSize(index + 1)
        .last()
        .asString()
        .startsWith(phase + " -1: Local service error: State error: Unexpected state: ")
        .endsWith(" / the activity was ended in the meantime");
    desk.assertNobodyLeft("pid");
  }

  @Test
  void runtimeThatCannotBeStarted() throws Exception {
    Desk desk = Desk.ofShell(folder, "");
    ScriptPlayer player = desk.player();
    Files.delete(desk.workdir);
    assertThat(player.play(desk.script(DEPLOY))).isFalse();

    assertThat(desk.result()).startsWith("deploy -1: cannot start the runtime: ");
  }

  @Test
  void terminateAndDeployAgain() throws Exception {
    Desk desk = Desk.ofShell(folder, "[ $phase = deploy ] || echo $phase");
    assertThat(desk.play(DEPLOY, START, run("x"), TERMINATE, DEPLOY, START, run("x"))).isTrue();

    assertThat(desk.stdout(6)).isEqualTo("run\n");
  }
}
