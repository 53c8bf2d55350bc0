package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.provider.ProviderDirectories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Help, version, and the errors for wrong usage.
@Timeout(30)
class GolemRuntimeCommandTest {
  @TempDir Path directory;
  private Tool tool;

  @BeforeEach
  void tool() throws IOException {
    tool = new Tool(directory);
  }

  @AfterEach
  void end() {
    tool.close();
  }

  private static void isSaid(Tool.Result result, String sentence) {
    assertThat(result.err()).isEqualTo("golem-runtime: " + sentence + "\n");
    assertThat(result.out()).isEmpty();
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void version() throws Exception {
    Tool.Result result = tool.call("--version");
    assertThat(result.out()).matches("golem-runtime [0-9]+\\.[0-9]+\\.[0-9]+.*\n");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void help() throws Exception {
    Tool.Result general = Tool.here("--help");
    assertThat(general.out()).startsWith("Usage: golem-runtime ").contains("\n  run ");
    assertThat(general.code()).isZero();

    Tool.Result run = tool.call("run", "--help");
    assertThat(run.out())
        .startsWith("Usage: golem-runtime run ")
        .contains("SCRIPT", "--runtime=PATH", "--workdir=DIR", "--timeout=TIME")
        .doesNotContain("\u001B");
    assertThat(run.out()).containsPattern("130\\safter\\sCtrl-C");
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                             | no command given; see --help
          dance                          | unknown command 'dance'; see --help
          isntall                        | unknown command 'isntall'; did you mean 'install'?
          help dance                     | unknown command 'dance'; see --help
          help rnu                       | unknown command 'rnu'; did you mean 'run'?
          --dance                        | unknown option '--dance'; see --help
          --versoin                      | unknown option '--versoin'; did you mean '--version'?
          completion                     | missing required parameter: 'SHELL'; see --help
          run                            | missing required parameter: 'SCRIPT'; see --help
          run DIR/script.json --dance        | unknown option '--dance'; see --help
          run DIR/script.json --runtme=x     | unknown option '--runtme'; did you mean '--runtime'?
          run DIR/script.json --runtime      | option '--runtime' requires a value (PATH); see --help
          run DIR/script.json --agreement a --agreement b | option '--agreement' must not be given twice; see --help
          run DIR/script.json more           | unexpected argument 'more'; see --help
          run DIR/empty.json                 | DIR/empty.json contains no commands, so there is nothing to play
          run DIR/script.json --timeout 3x   | invalid value for option '--timeout': invalid time '3x': expected a number with ms, s or m, such as 30s; see --help
          run DIR/script.json --timeout 9    | invalid value for option '--timeout': invalid time '9': expected a number with ms, s or m, such as 30s; see --help
          run DIR/none.json | DIR/none.json does not exist
          run DIR/script.json                | no packaged runtime in DIR/target/plugins; build it (mvn package), or use --runtime PATH
          run DIR/script.json --runtime none | the runtime none does not exist, neither as a path nor in PLUGINS; HINT
          run DIR/script.json --plugins DIR  | --plugins requires --runtime NAME, which is looked up there
          run DIR/script.json --runtime DIR/script.json | DIR/script.json: entry 1: required key 'name' is missing (a string)
          run DIR/script.json --runtime DIR    | DIR contains 0 descriptors (ya-*.json), expected one; build the runtime (mvn package), or name the descriptor
          """)
  void usageErrorsAreOneSentence(String words, String sentence) throws Exception {
    tool.script("x");
    Files.writeString(directory.resolve("empty.json"), "[]");
    String dir = directory.toRealPath().toString();
    Tool.Result result =
        Tool.here(words.isEmpty() ? new String[0] : words.replace("DIR", dir).split(" "));
    Path plugins =
        ProviderDirectories.find(Optional.empty(), Optional.empty(), System.getenv())
            .plugins()
            .directory();
    isSaid(
        result,
        sentence
            .replace("DIR", dir)
            .replace("PLUGINS", plugins.toString())
            .replace("HINT", "use --plugins DIR for another provider"));
  }

  @Test
  void helpAndVersionAreCommandsToo() {
    assertThat(Tool.here("help").out()).isEqualTo(Tool.here("--help").out());
    assertThat(Tool.here("help", "run")).isEqualTo(Tool.here("run", "--help"));
    assertThat(Tool.here("version")).isEqualTo(Tool.here("--version"));
  }

  /// On a terminal of 80 columns.
  @Test
  void helpBreaksItsLinesWell() {
    for (String name : GolemRuntimeCommand.names()) {
      String help = Tool.here("help", name).out();
      assertThat(help.lines())
          .as(name)
          .allMatch(line -> line.length() <= 80)
          .noneMatch(line -> line.endsWith("~/."));
      int end = help.indexOf("\n\n"); // of the options
      for (String paragraph : end < 0 ? new String[0] : help.substring(end + 2).split("\n\n")) {
        List<String> lines = paragraph.lines().filter(line -> !line.startsWith(" ")).toList();
        for (int i = 1; i < lines.size(); i++) {
          int word = (lines.get(i) + " ").indexOf(' ');
          assertThat(lines.get(i - 1).length() + 1 + word)
              .as("'%s' has room for the first word of '%s'", lines.get(i - 1), lines.get(i))
              .isGreaterThanOrEqualTo(80);
        }
      }
    }
  }

  @Test
  void severalRuntimesBesideTheScriptAreRefused() throws Exception {
    tool.script("x");
    tool.packaged("a", "");
    tool.packaged("b", "");
    isSaid(
        Tool.here("run", directory.toRealPath() + "/script.json"),
        directory.toRealPath()
            + "/target/plugins contains 2 descriptors (ya-*.json), expected one; use --runtime"
            + " PATH");
  }

  @Test
  void debugAddsAStackTrace() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("script.json"), "[{\"dance\": {}}]");
    String sentence =
        "script.json: entry 1: unknown command 'dance': expected one of deploy, start, run,"
            + " transfer, terminate, sign";
    Tool.Result debugged = tool.call("run", "script.json", "--debug");
    assertThat(debugged.err()).contains("\tat ").endsWith("golem-runtime: " + sentence + "\n");
    assertThat(debugged.code()).isEqualTo(2);
  }

  @Test
  void workdirMustBeADirectory() throws Exception {
    tool.script("x");
    tool.packaged("a", "");
    String script = directory.resolve("script.json").toString();
    isSaid(
        Tool.here("run", script, "--workdir", script),
        "--workdir " + script + " is not a directory");
  }
}
