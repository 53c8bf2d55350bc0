package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.provider.ProviderDirectories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said to who asks, and to who asks for what there is not.
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
    Tool.Result general = tool.call("--help");
    assertThat(general.out()).startsWith("Usage: golem-runtime ").contains("\n  run ");
    assertThat(general.code()).isZero();

    Tool.Result run = tool.call("run", "--help");
    assertThat(run.out())
        .startsWith("Usage: golem-runtime run ")
        .contains("SCRIPT", "--runtime=PATH", "--workdir=DIR", "--timeout=TIME", "130 after Ctrl-C")
        .doesNotContain("\u001B");
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                             | Missing required subcommand; see --help
          dance                          | Unmatched argument at index 0: 'dance'; see --help
          --dance                        | Unknown option: '--dance'; see --help
          run                            | Missing required parameter: 'SCRIPT'; see --help
          run script.json --dance        | Unknown option: '--dance'; see --help
          run script.json more           | Unmatched argument at index 2: 'more'; see --help
          run script.json --timeout 3x   | Invalid value for option '--timeout': a time is a number with ms, s or m, such as 30s, not '3x'; see --help
          run script.json --timeout 9    | Invalid value for option '--timeout': a time is a number with ms, s or m, such as 30s, not '9'; see --help
          run none.json                  | none.json does not exist
          run script.json                | there is no DIR/target/plugins with a packaged runtime: build it (mvn package), or name one with --runtime PATH
          run script.json --runtime none | the runtime none does not exist, neither as a path nor in PLUGINS
          run script.json --runtime script.json | DIR/script.json: entry 1: 'name' is missing, a text
          run script.json --runtime .    | DIR contains 0 descriptors (ya-*.json), expected one: build the runtime (mvn package), or name the descriptor
          """)
  void whatThereIsNot(String words, String sentence) throws Exception {
    tool.script("x");
    Tool.Result result = tool.call(words.isEmpty() ? new String[0] : words.split(" "));
    Path plugins =
        ProviderDirectories.find(Optional.empty(), Optional.empty(), System.getenv())
            .plugins()
            .directory();
    isSaid(
        result,
        sentence
            .replace("DIR", directory.toRealPath().toString())
            .replace("PLUGINS", plugins.toString()));
  }

  @Test
  void twoRuntimes() throws Exception {
    tool.script("x");
    tool.packaged("a", "");
    tool.packaged("b", "");
    isSaid(
        tool.call("run", "script.json"),
        directory.toRealPath()
            + "/target/plugins contains 2 descriptors (ya-*.json), expected one: name the runtime"
            + " with --runtime PATH");
  }

  @Test
  void aMalformedScriptAndTheStackTraceForWhoWantsIt() throws IOException, InterruptedException {
    Files.writeString(directory.resolve("script.json"), "[{\"dance\": {}}]");
    String sentence =
        "script.json: entry 1: unknown command 'dance': expected one of deploy, start, run,"
            + " transfer, terminate, sign";
    isSaid(tool.call("run", "script.json"), sentence);

    Tool.Result debugged = tool.call("run", "script.json", "--debug");
    assertThat(debugged.err()).contains("\tat ").endsWith("golem-runtime: " + sentence + "\n");
    assertThat(debugged.code()).isEqualTo(2);
  }

  @Test
  void aWorkdirThatIsAFile() throws Exception {
    tool.script("x");
    tool.packaged("a", "");
    isSaid(
        tool.call("run", "script.json", "--workdir", "script.json"),
        "--workdir must be a directory, and script.json is none; see --help");
  }
}
