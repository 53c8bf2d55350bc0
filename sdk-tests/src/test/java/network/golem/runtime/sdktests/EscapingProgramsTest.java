package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs that hide the processes they start: none of these outlives the runtime, and a kill ends
/// them.
class EscapingProgramsTest {
  private final Sleepers sleepers = new Sleepers();

  @TempDir Path directory;
  private RuntimeProgram program;

  @RuntimeDef(name = "executing")
  static final class Executing implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "pid" -> command.stdout().print(ProcessHandle.current().pid());
        case "own" -> {
          Process own = new ProcessBuilder(command.arguments()).inheritIO().start();
          return own.waitFor();
        }
        case "own-exits" -> {
          int wrong = 0;
          for (int i = 0; i < 100; i++) {
            int code = new ProcessBuilder("sh", "-c", "exit " + i).start().waitFor();
            wrong += code == i ? 0 : 1;
          }
          command.stdout().print(wrong);
        }
        case "spawn" -> {
          var _ = activity.spawn(new ProcessBuilder(command.arguments()));
        }
        case "detached" ->
            activity.spawn(new ProcessBuilder(command.arguments())).detach().onExit().join();
        default -> {
          return command.exec(new ProcessBuilder(command.line()));
        }
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Executing::new, args);
    }
  }

  enum Escape {
    EMPTY_ENVIRONMENT("setsid env -i SLEEP &"),
    FORKED_SESSION("setsid -f env -i SLEEP"),
    TWO_FORKS("(env -i setsid SLEEP & ) & wait $!"),
    DAEMON("DAEMON"),
    /// Removes only the variable by which the process is found.
    WITHOUT_THE_MARK(
        "env -u \"$(env | sed -n 's/^\\(GOLEM_RUNTIME_[0-9][^=]*\\)=.*/\\1/p')\" setsid -f SLEEP"),
    OTHER_NAMES("env - A=1 setsid -f env - B=2 setsid -f SLEEP"),
    IGNORING("(trap '' HUP TERM INT; env -i setsid -f SLEEP)"),
    STOPPED("setsid -f env -i perl -e '$0 = \"SLEEP\"; kill STOP, $$'");

    private final String line;

    Escape(String line) {
      this.line = line;
    }

    boolean needsPerl() {
      return this == DAEMON || this == STOPPED;
    }
  }

  /// The ways that differ most; all of them with `-Dgolem.test.escapes=all`.
  private static List<Escape> escapes() {
    return "all".equals(System.getProperty("golem.test.escapes"))
        ? List.of(Escape.values())
        : List.of(Escape.EMPTY_ENVIRONMENT, Escape.DAEMON, Escape.STOPPED);
  }

  private String script(Escape escape, String last) {
    return escape.line.replace("DAEMON", sleepers.daemon()).replace("SLEEP", sleepers.sleep())
        + "\necho started\n"
        + last;
  }

  @BeforeEach
  void launcher() throws IOException {
    program = RuntimeProgram.of(RuntimeLauncher.of(Executing.class).writeTo(directory));
  }

  @AfterEach
  void close() {
    program.close();
  }

  private static void needs(Escape escape) {
    assumeTrue(!escape.needsPerl() || isThere("perl"), "there is no perl here");
  }

  private static boolean isThere(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, name)));
  }

  private RunningCommand start(RuntimeSession session, Escape escape, String last)
      throws InterruptedException {
    return start(session, escape, last, 1);
  }

  /// @param sleeping how many there are then
  private RunningCommand start(RuntimeSession session, Escape escape, String last, int sleeping)
      throws InterruptedException {
    RunningCommand command = session.start("sh", "-c", script(escape, last));
    command.awaitStdout("started");
    sleepers.await(sleeping);
    return command;
  }

  @ParameterizedTest
  @MethodSource("escapes")
  void killEndsAnEscapingProgram(Escape escape) throws Exception {
    needs(escape);
    RuntimeSession session = program.start();
    Sleepers others = new Sleepers();
    RunningCommand other =
        session.start("sh", "-c", "setsid -f env -i " + others.sleep() + "; echo up; sleep 1000");
    other.awaitStdout("up");
    others.await(1);
    assertThat(start(session, escape, "sleep 1000").kill(15).await()).failedWith(143);
    sleepers.awaitNone();
    others.await(1);
    assertThat(other.kill(9).await()).failedWith(137);
    others.awaitNone();
  }

  @ParameterizedTest
  @MethodSource("escapes")
  void shutdownEndsAnEscapingProgram(Escape escape) throws Exception {
    needs(escape);
    RuntimeSession session = program.start();
    assertThat(start(session, escape, "exec >/dev/null 2>&1").await()).succeeded();
    sleepers.await(1);
    assertThat(session.shutdown().code()).isZero();
    sleepers.awaitNone();
  }

  @ParameterizedTest
  @MethodSource("escapes")
  void wardenEndsAnEscapingProgramIfTheRuntimeIsKilled(Escape escape) throws Exception {
    needs(escape);
    RuntimeSession session = program.start();
    assertThat(start(session, escape, "exec >/dev/null 2>&1").await()).succeeded();
    assertThat(runtime(session).destroyForcibly()).isTrue();
    session.awaitExit();
    sleepers.awaitNone();
  }

  @ParameterizedTest
  @MethodSource("escapes")
  void oneShotRunLeavesNothingBehind(Escape escape) throws Exception {
    needs(escape);
    assertThat(program.run("sh", "-c", script(escape, ""))).succeeded();
    sleepers.awaitNone();
  }

  /// The runtime has adopted it, and leaves it alone all the same.
  @Test
  void processesStartedByOtherMeansAreLeftAlone() throws Exception {
    RuntimeSession session = program.start();
    assertThat(session.run("sh", "-c", "true")).succeeded();
    assertThat(session.run("own", "sh", "-c", "setsid " + sleepers.sleep() + " &")).succeeded();
    assertThat(session.run("own", "setsid", "-f", "env", "-i", "sleep", sleepers.seconds()))
        .succeeded();
    sleepers.await(2);
    assertThat(start(session, Escape.EMPTY_ENVIRONMENT, "wait", 3).kill(9).await()).failedWith(137);
    sleepers.await(2);
    assertThat(session.shutdown().code()).isZero();
    sleepers.await(2);
    sleepers.end();
  }

  /// A detached child, with all of its descendants.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void detachedChildrenAreLeftAlone(boolean killed) throws Exception {
    RuntimeSession session = program.start();
    assertThat(session.run("detached", "setsid", "-f", "env", "-i", "sleep", sleepers.seconds()))
        .succeeded();
    RunningCommand escaped = start(session, Escape.FORKED_SESSION, "sleep 1000", 2);
    if (killed) {
      sleepers.awaitMarked(); // or the warden cannot tell one from the other
      assertThat(runtime(session).destroyForcibly()).isTrue();
      session.awaitExit();
    } else {
      assertThat(session.shutdown().code()).isZero();
      assertThat(escaped.await()).failedWith(143);
    }
    sleepers.await(1);
    sleepers.end();
  }

  /// Dead orphans are reaped one by one: in the end none is left, and the JDK's own children keep
  /// their exit codes.
  @Test
  void endedOrphansAreReaped() throws Exception {
    RuntimeSession session = program.start();
    RunningCommand storm =
        session.start(
            "sh",
            "-c",
            "i=0; while [ $i -lt 300 ]; do (env -i sleep 0.05 &); i=$((i+1)); done; echo over;"
                + " sleep 1000");
    assertThat(session.run("own-exits")).succeeded().hasStdout("0");
    assertThat(session.run("own", "sh", "-c", "(true &); (true &)")).succeeded();
    storm.awaitStdout("over");
    long runtime = runtime(session).pid();
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    for (long dead = dead(runtime); dead > 0; dead = dead(runtime)) {
      assertThat(System.nanoTime()).as(dead + " dead children").isLessThan(deadline);
      Thread.sleep(10); // there is no event for being reaped
    }
    assertThat(storm.kill(9).await()).failedWith(137);
  }

  private static long dead(long parent) throws IOException {
    return Proc.all().stream()
        .filter(pid -> Proc.read(pid, "stat").contains(") Z " + parent + " "))
        .count();
  }

  /// What a program does when it is told to end takes half a second.
  @Test
  void programCanCleanUpWhenTheRuntimeStops() throws Exception {
    RuntimeSession session = program.start();
    RunningCommand command =
        session.start(
            "sh",
            "-c",
            "trap 'sleep 0.5; touch cleaned; exit 4' TERM; echo ready; while :; do sleep 0.01;"
                + " done");
    command.awaitStdout("ready");
    assertThat(session.shutdown().took()).isLessThan(Duration.ofSeconds(4));
    assertThat(command.await()).failedWith(4);
    assertThat(program.workdir().resolve("cleaned")).exists();
  }

  @Test
  void childCanCleanUpWhenTheRuntimeStops() throws Exception {
    RuntimeSession session = program.start();
    session.start(
        "spawn",
        "sh",
        "-c",
        "trap 'sleep 0.5; touch cleaned; exit 4' TERM; touch ready; while :; do sleep 0.01; done");
    while (!Files.exists(program.workdir().resolve("ready"))) {
      Thread.sleep(5); // there is no event for a file
    }
    assertThat(session.shutdown().took()).isLessThan(Duration.ofSeconds(4));
    assertThat(program.workdir().resolve("cleaned")).exists();
  }

  private static ProcessHandle runtime(RuntimeSession session) {
    return ProcessHandle.of(Long.parseLong(session.run("pid").stdout())).orElseThrow();
  }
}
