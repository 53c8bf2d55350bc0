package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A command's program and arguments, which arrive as the requestor wrote them, in either mode.
@RuntimeTest(WordsTest.Repeating.class)
class WordsTest {

  @RuntimeDef(name = "repeating")
  static final class Repeating implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      command.printJson(command.program());
      command.printJson(command.arguments());
      command.printJson(command.line());
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Repeating::new, args);
    }
  }

  @Test
  void requestConsistsOfProgramAndArguments(RuntimeSession session, RuntimeProgram program) {
    String words = "\"echo\"\n[\"a\",\"b\"]\n[\"echo\",\"a\",\"b\"]\n";
    assertThat(session.run("echo", "a", "b")).hasStdout(words);
    assertThat(program.run("echo", "a", "b")).hasStdout(words);
  }

  @Test
  void programKeepsItsPath(RuntimeSession session, RuntimeProgram program) {
    String words = "\"/bin/echo\"\n[\"a\"]\n[\"/bin/echo\",\"a\"]\n";
    assertThat(session.run("/bin/echo", "a")).hasStdout(words);
    assertThat(program.run("/bin/echo", "a")).hasStdout(words);
  }

  @Test
  void programMayHaveNoArguments(RuntimeSession session, RuntimeProgram program) {
    String words = "\"echo\"\n[]\n[\"echo\"]\n";
    assertThat(session.run("echo")).hasStdout(words);
    assertThat(program.run("echo")).hasStdout(words);
  }

  @Test
  void argumentMayEqualTheProgramsName(RuntimeSession session, RuntimeProgram program) {
    String words = "\"echo\"\n[\"echo\",\"echo\"]\n[\"echo\",\"echo\",\"echo\"]\n";
    assertThat(session.run("echo", "echo", "echo")).hasStdout(words);
    assertThat(program.run("echo", "echo", "echo")).hasStdout(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@/etc/passwd",
        "${x}",
        "${env:HOME}",
        "${sys:user.home}",
        "'q'",
        "-x",
        "--help",
        "--entrypoint",
        "--",
        "",
        " a  b ",
        "*",
        "$HOME",
        "Zażółć 你好 👋"
      })
  void argumentsArriveUnchanged(String word, RuntimeSession session, RuntimeProgram program) {
    String arguments = "\n[\"" + word + "\",\"" + word + "\"]\n";
    assertThat(session.run("echo", word, word)).hasStdoutContaining(arguments);
    assertThat(program.run("echo", word, word)).hasStdoutContaining(arguments);
  }

  @Test
  void argumentsMayContainQuotesAndLineBreaks(RuntimeSession session, RuntimeProgram program) {
    String arguments = "\n[\"\\\"q\\\"\",\"a\\nb\",\"\\\\\"]\n";
    List<String> line = List.of("echo", "\"q\"", "a\nb", "\\");
    assertThat(session.run(line.toArray(String[]::new))).hasStdoutContaining(arguments);
    assertThat(program.run(line.toArray(String[]::new))).hasStdoutContaining(arguments);
  }

  @Test
  void argumentsMayBeVeryLong(RuntimeSession session) {
    String word = "x".repeat(1_000_000);
    assertThat(session.run("echo", word).stdoutBytes()).hasSizeGreaterThan(2_000_000);
  }
}
