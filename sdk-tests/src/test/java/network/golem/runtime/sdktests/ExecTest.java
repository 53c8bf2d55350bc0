package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.CommandResult;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// Programs that commands execute.
@RuntimeTest(ExecTest.Executing.class)
class ExecTest {

  @RuntimeDef(name = "executing")
  static final class Executing implements GolemRuntime {
    @Override
    public void start(Command start, Activity activity) throws Exception {
      if (!start.arguments().isEmpty()) {
        int code = start.exec(new ProcessBuilder(start.arguments()));
        start.stdout().println("ended with " + code);
      }
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      List<String> words = command.arguments();
      return switch (command.program()) {
        case "cat" -> {
          byte[] text = words.getFirst().getBytes(StandardCharsets.UTF_8);
          yield command.exec(new ProcessBuilder("cat"), new ByteArrayInputStream(text));
        }
        case "together" ->
            command.exec(
                new ProcessBuilder("sh", "-c", words.getFirst()).redirectErrorStream(true));
        case "in" ->
            command.exec(new ProcessBuilder("pwd").directory(Path.of(words.getFirst()).toFile()));
        case "in-root" ->
            command.exec(new ProcessBuilder("./true").directory(Path.of("/bin").toFile()));
        case "with" -> {
          ProcessBuilder builder = new ProcessBuilder("sh", "-c", "printf '%s' \"$GREETING\"");
          builder.environment().put("GREETING", words.getFirst());
          yield command.exec(builder);
        }
        case "redirect" ->
            command.exec(
                new ProcessBuilder("true").redirectOutput(ProcessBuilder.Redirect.DISCARD));
        case "between" -> {
          command.stdout().print("before ");
          int _ = command.exec(new ProcessBuilder("printf", "between"));
          command.stdout().print(" after");
          yield 0;
        }
        case "cpu-so-far" -> {
          Thread busy =
              Thread.ofPlatform().daemon().start(() -> code(command, "while :; do :; done"));
          while (activity.executedCpu().toMillis() < 50) {
            Thread.sleep(5);
          }
          Duration first = activity.executedCpu();
          while (activity.executedCpu().equals(first)) {
            Thread.sleep(5);
          }
          busy.interrupt();
          busy.join();
          command.stdout().print(activity.executedCpu().compareTo(first) > 0);
          yield 0;
        }
        case "at-once" -> {
          List<CompletableFuture<Integer>> codes =
              words.stream()
                  .map(word -> CompletableFuture.supplyAsync(() -> code(command, word)))
                  .toList();
          yield codes.stream().mapToInt(CompletableFuture::join).sum();
        }
        case "cpu" -> {
          int code = command.exec(new ProcessBuilder(words));
          command.stdout().print(activity.executedCpu().toMillis() > 0);
          yield code;
        }
        default -> command.exec(new ProcessBuilder(command.line()));
      };
    }

    private static int code(Command command, String script) {
      try {
        return command.exec(new ProcessBuilder("sh", "-c", script));
      } catch (RuntimeFailure | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    static void main(String[] args) {
      GolemRuntime.launch(Executing::new, args);
    }
  }

  @Test
  void outputAndExitCodeBecomeTheCommands(RuntimeSession session) {
    assertThat(session.run("sh", "-c", "echo out; echo err >&2; exit 3"))
        .failedWith(3)
        .hasStdout("out\n")
        .hasStderr("err\n");
  }

  @Test
  void deathBySignalIsExitCode128PlusItsNumber(RuntimeSession session) {
    assertThat(session.run("sh", "-c", "kill -9 $$")).failedWith(137);
  }

  @Test
  void standardInputIsEmpty(RuntimeSession session) {
    assertThat(session.run("sh", "-c", "cat; echo end")).succeeded().hasStdout("end\n");
  }

  @Test
  void standardInputCanBePassed(RuntimeSession session) {
    assertThat(session.run("cat", "Grüße")).succeeded().hasStdout("Grüße");
  }

  @Test
  void mergedOutputsKeepTheirOrder(RuntimeSession session) {
    assertThat(session.run("together", "echo 1; echo 2 >&2; echo 3"))
        .succeeded()
        .hasStdout("1\n2\n3\n");
  }

  @Test
  void programRunsInTheWorkdir(RuntimeSession session) {
    assertThat(session.run("pwd")).succeeded().hasStdout(session.workdir() + "\n");
  }

  @Test
  void programRunsInTheBuildersDirectory(RuntimeSession session) {
    assertThat(session.run("in", "/usr")).succeeded().hasStdout("/usr\n");
    assertThat(session.run("in-root")).succeeded();
  }

  @Test
  void environmentIsTheBuilders(RuntimeSession session) {
    assertThat(session.run("with", "Grüße")).succeeded().hasStdout("Grüße");
  }

  @Test
  void outputBeforeAndAfterKeepsItsOrder(RuntimeSession session) {
    assertThat(session.run("between")).succeeded().hasStdout("before between after");
  }

  @Test
  void startMayExecuteAProgram() {
    try (RuntimeProgram program = RuntimeProgram.of(Executing.class)) {
      assertThat(program.start("sh", "-c", "echo prepared; exit 3").awaitStart())
          .hasStdout("prepared\nended with 3\n");
    }
  }

  @Test
  void severalMayRunAtOnce(RuntimeSession session) {
    assertThat(session.run("at-once", "echo a; exit 1", "echo b; exit 2", "echo c >&2; exit 4"))
        .failedWith(7)
        .hasStdoutContaining("a\n")
        .hasStdoutContaining("b\n")
        .hasStderr("c\n");
  }

  @Test
  void programInheritsNoDescriptors(RuntimeSession session) {
    CommandResult result = session.run("sh", "-c", "ls -l /proc/self/fd");
    assertThat(result).succeeded();
    assertThat(result.stdout().lines().filter(line -> line.contains(" -> ")))
        .anyMatch(line -> line.contains(" 0 -> /dev/null"))
        .anyMatch(line -> line.contains(" 1 -> pipe:"))
        .anyMatch(line -> line.contains(" 2 -> pipe:"))
        .anyMatch(line -> line.matches(".* 3 -> /proc/\\d+/fd")) // what ls itself has opened
        .hasSize(4);
  }

  @Test
  void missingProgramIsAnErrorAnswer(RuntimeSession session) {
    assertThat(session.run("/no/such/program"))
        .wasRefused(Code.NOT_FOUND)
        .hasMessageContaining("program '/no/such/program' not found");
  }

  @Test
  void killReachesTheProgramAndItsChildren(RuntimeSession session) {
    RunningCommand command = session.start("sh", "-c", "sleep 1000 & echo started; wait");
    assertThat(command.awaitStdout("started").kill(15).await()).failedWith(143);
  }

  @Test
  void cpuTimeOfEndedProgramsIsCounted(RuntimeSession session) {
    assertThat(session.run("cpu", "sh", "-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"))
        .succeeded()
        .hasStdout("true");
  }

  @Test
  void cpuTimeOfRunningProgramsIsCounted(RuntimeSession session) {
    assertThat(session.run("cpu-so-far")).succeeded().hasStdout("true");
  }

  @Test
  void redirectionsAreRefused(RuntimeSession session) {
    assertThat(session.run("redirect"))
        .wasRefused(Code.INTERNAL)
        .hasMessageContaining("must not redirect");
  }
}
