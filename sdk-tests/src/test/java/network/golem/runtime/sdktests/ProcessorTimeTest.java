package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The processor time of programs is counted exactly once, whoever reaps them and however they end.
class ProcessorTimeTest {
  private static final String WORK = "i=0; while [ $i -lt 150000 ]; do i=$((i+1)); done";

  @TempDir Path directory;
  private RuntimeProgram program;
  private RuntimeSession session;

  /// The time that the work takes on this machine.
  private long work;

  @RuntimeDef(name = "executing")
  static final class Executing implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      if (command.program().equals("cpu")) {
        command.stdout().print(activity.executedCpu().toMillis());
        return 0;
      }
      return command.exec(new ProcessBuilder(command.line()));
    }

    static void main(String[] args) {
      GolemRuntime.launch(Executing::new, args);
    }
  }

  @BeforeEach
  void start() throws IOException {
    program = RuntimeProgram.of(RuntimeLauncher.of(Executing.class).writeTo(directory));
    session = program.start();
    assertThat(session.run("sh", "-c", WORK)).succeeded();
    work = cpu();
    assertThat(work).isPositive();
  }

  @AfterEach
  void close() {
    program.close();
  }

  private long cpu() {
    return Long.parseLong(session.run("cpu").stdout());
  }

  private void assertWorkWasCounted(long before, int times) {
    assertThat(cpu() - before)
        .as("for " + times + " times what took " + work + " ms")
        .isBetween(times * work / 2, times * work * 2);
  }

  /// The parent executes a program that does not wait for its child.
  @Test
  void unreapedChildIsCounted() {
    long before = cpu();
    assertThat(session.run("sh", "-c", "mkfifo f; { " + WORK + "; } > f & exec cat f")).succeeded();
    assertWorkWasCounted(before, 1);
  }

  @Test
  void hiddenProcessIsCounted() {
    long before = cpu();
    assertThat(
            session.run(
                "sh", "-c", "mkfifo f; (setsid env -i sh -c '" + WORK + "' > f &); exec cat f"))
        .succeeded();
    assertWorkWasCounted(before, 1);
  }

  @Test
  void killedProcessIsCounted() {
    long before = cpu();
    RunningCommand command =
        session.start("sh", "-c", "(" + WORK + "; echo worked; sleep 1000) & wait");
    command.awaitStdout("worked");
    assertWorkWasCounted(before, 1);
    assertThat(command.kill(9).await()).failedWith(137);
    assertWorkWasCounted(before, 1);
  }

  /// If a parent ignores SIGCHLD, the system discards its dead children.
  @Test
  void childDiscardedByTheSystemIsCounted() {
    long before = cpu();
    RunningCommand command =
        session.start(
            "sh",
            "-c",
            "exec perl -e '$| = 1; $SIG{CHLD} = \"IGNORE\"; for my $n (1, 2) { unless (fork) {"
                + " for (my $i = 0; $i < 4000000; $i++) {} print \"worked $n\\n\";"
                + " select(undef, undef, undef, 0.01) until -e \"go$n\"; exit }"
                + " wait; print \"gone $n\\n\" } sleep 1000'");
    command.awaitStdout("worked 1");
    long first = cpu() - before;
    assertThat(session.run("touch", "go1")).succeeded();
    command.awaitStdout("gone 1").awaitStdout("worked 2");
    assertThat(cpu() - before).as("after twice " + first + " ms").isGreaterThan(first * 3 / 2);
    assertThat(command.kill(9).await()).failedWith(137);
    assertThat(cpu() - before).isGreaterThan(first * 3 / 2);
  }

  @Test
  void neverFalls() {
    RunningCommand command =
        session.start(
            "sh",
            "-c",
            "n=0; while [ $n -lt 40 ]; do ("
                + WORK.replace("150000", "3000")
                + " &);"
                + " (setsid env -i sh -c '"
                + WORK.replace("150000", "3000")
                + "' &);"
                + " n=$((n+1)); done; echo over; sleep 1000");
    long last = cpu();
    for (int i = 0; i < 40; i++) {
      long now = cpu();
      assertThat(now).isGreaterThanOrEqualTo(last);
      last = now;
    }
    command.awaitStdout("over");
    assertThat(command.kill(9).await()).failedWith(137);
    assertThat(cpu()).isGreaterThanOrEqualTo(last);
  }
}
