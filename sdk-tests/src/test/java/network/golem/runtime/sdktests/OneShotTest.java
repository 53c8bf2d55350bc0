package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `start` and `run` as one-shot processes.
@RuntimeTest(OneShotTest.Once.class)
class OneShotTest {

  @RuntimeDef(name = "once", mode = Mode.ONE_SHOT)
  static final class Once implements GolemRuntime {
    @Override
    public void start(Command start, Activity activity) throws Exception {
      start.printJson(start.arguments());
      if (start.arguments().contains("throw")) {
        throw new RuntimeFailure(Code.NOT_FOUND, "the engine is missing");
      }
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "words" -> command.printJson(command.arguments());
        case "mode" -> command.stdout().print(activity.mode());
        case "workdir" -> {
          Files.createFile(activity.workdir().resolve("file"));
          command.stdout().print(activity.workdir());
        }
        case "input" -> command.stdin().transferTo(command.stdout());
        case "both" -> {
          command.stdout().print("half a line, ");
          command.stderr().print("a complaint");
          command.stdout().print("and the rest");
        }
        case "return" -> {
          return Integer.parseInt(command.arguments().getFirst());
        }
        case "throw" -> throw new RuntimeFailure(Code.BAD_REQUEST, "in the author's words");
        case "shutdown" -> activity.shutdown();
        case "state" -> activity.state("progress", 1);
        case "wait" -> {
          command.stdout().println("waiting");
          Thread.sleep(Long.MAX_VALUE);
        }
        case "ignore" -> {
          command.stdout().println("waiting");
          new Latches().awaitUninterruptibly("never");
        }
        default -> {}
      }
      return 0;
    }

    @Override
    public void stop(Activity activity) throws IOException {
      Marks.leave(activity.workdir(), "stopped");
    }

    static void main(String[] args) {
      GolemRuntime.launch(Once::new, args);
    }
  }

  @Test
  void outputIsPlain(RuntimeProgram program) {
    assertThat(program.run("both"))
        .succeeded()
        .hasStdout("half a line, and the rest")
        .hasStderr("a complaint");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 127, 143, 255})
  void exitCodeIsTheCommandsOwn(int code, RuntimeProgram program) {
    assertThat(program.run("return", Integer.toString(code))).failedWith(code).hasNoStderr();
  }

  @ParameterizedTest
  @ValueSource(ints = {256, -1, 512, Integer.MIN_VALUE})
  void exitCodeOutOfRangeIs255WithALogLine(int code, RuntimeProgram program) {
    assertThat(program.run("return", Integer.toString(code)))
        .failedWith(255)
        .hasStderr("once: exit code " + code + " is out of range (0 to 255); exiting with 255\n");
  }

  @Test
  void failureIsALineWithItsCode(RuntimeProgram program) {
    assertThat(program.run("throw"))
        .failedWith(1)
        .hasNoStdout()
        .hasStderr("in the author's words (BAD_REQUEST)\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "--version", "--workdir", "-x", "start", "--entrypoint", "--", "@x"})
  void requestorsArgumentsAreNeverOptions(String word, RuntimeProgram program) {
    assertThat(program.run("words", word, "y"))
        .succeeded()
        .hasStdout("[\"" + word + "\",\"y\"]\n")
        .hasNoStderr();
  }

  @ParameterizedTest
  @CsvSource({
    "run words a b",
    "run -- words a b",
    "run --entrypoint words a b",
    "run --entrypoint=words a b",
    "run --entrypoint words -- a b"
  })
  void programCanBeNamedInSeveralWays(String line, RuntimeProgram program) {
    assertThat(program.call(line.split(" "))).succeeded().hasStdout("[\"a\",\"b\"]\n");
  }

  @Test
  void runWithoutAProgramIsAnError(RuntimeProgram program) {
    assertThat(program.call("run")).failedWith(2).hasStderrContaining("run needs a program");
    assertThat(program.call("run", "--entrypoint"))
        .failedWith(2)
        .hasStderrContaining("option --entrypoint requires a program's name");
  }

  @Test
  void outputOfStartIsPlain(RuntimeProgram program) {
    assertThat(program.call("--workdir", program.workdir().toString(), "start", "--", "a", "-b"))
        .succeeded()
        .hasStdout("[\"a\",\"-b\"]\n")
        .hasNoStderr();
  }

  @Test
  void failedStartIsALineAndExitCodeOne(RuntimeProgram program) {
    assertThat(program.call("--workdir", program.workdir().toString(), "start", "--", "throw"))
        .failedWith(1)
        .hasStdout("[\"throw\"]\n")
        .hasStderr("the engine is missing (NOT_FOUND)\n");
  }

  @Test
  void stopIsNeverCalled(RuntimeProgram program) throws IOException {
    String workdir = program.workdir().toString();
    assertThat(program.call("--workdir", workdir, "start", "--")).succeeded();
    assertThat(program.run("shutdown")).succeeded();
    assertThat(Marks.in(program.workdir())).isEmpty();
  }

  @Test
  void statesAndShutdownHaveNoEffect(RuntimeProgram program) {
    assertThat(program.run("state")).succeeded().hasNoStdout().hasNoStderr();
    assertThat(program.run("shutdown")).succeeded().hasNoStdout().hasNoStderr();
  }

  @Test
  void contextReturnsTheMode(RuntimeProgram program) {
    assertThat(program.run("mode")).hasStdout("ONE_SHOT");
  }

  @Test
  void runWithoutAWorkdirGetsATemporaryOne(RuntimeProgram program) {
    Path workdir = Path.of(program.call("run", "workdir").stdout());
    assertThat(workdir).isAbsolute().doesNotExist();
    assertThat(program.run("workdir")).hasStdout(program.workdir().toString());
    assertThat(program.workdir().resolve("file")).exists();
  }

  /// The supervisor sends SIGKILL a second after SIGTERM. On a busy machine, one try may be late.
  @ParameterizedTest
  @CsvSource({"wait", "ignore"})
  void sigtermEndsARunInTime(String command, @TempDir Path directory) throws Exception {
    String runtime = RuntimeLauncher.of(Once.class).writeTo(directory).toString();
    Duration fastest = Duration.ofDays(1);
    for (int tries = 0; tries < 3 && fastest.toMillis() >= 1000; tries++) {
      Duration took = timeFromSigtermToEnd(runtime, command, directory);
      fastest = took.compareTo(fastest) < 0 ? took : fastest;
    }
    assertThat(fastest).isLessThan(Duration.ofSeconds(1));
  }

  private static Duration timeFromSigtermToEnd(String runtime, String command, Path directory)
      throws Exception {
    Path errors = directory.resolve("errors");
    Process process =
        new ProcessBuilder(
                runtime, "--workdir", directory.toString(), "run", "--entrypoint", command, "--")
            .redirectError(errors.toFile())
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    assertThat(output.readLine()).isEqualTo("waiting");
    long asked = System.nanoTime();
    process.toHandle().destroy();
    assertThat(process.waitFor()).isEqualTo(143);
    Duration took = Duration.ofNanos(System.nanoTime() - asked);
    assertThat(Files.readAllLines(errors)).isEmpty();
    return took;
  }

  @Test
  void standardInputIsTheProcesss(@TempDir Path directory) throws Exception {
    Path typed = Files.writeString(directory.resolve("typed"), "what was typed\n");
    Process process =
        new ProcessBuilder(
                RuntimeLauncher.of(Once.class).writeTo(directory).toString(),
                "--workdir",
                directory.toString(),
                "run",
                "--entrypoint",
                "input")
            .redirectInput(typed.toFile())
            .redirectError(directory.resolve("errors").toFile())
            .start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("what was typed\n");
    assertThat(process.waitFor()).isZero();
  }
}
