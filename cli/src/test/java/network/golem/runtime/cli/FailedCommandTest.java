package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import network.golem.runtime.testruntimes.ShellRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an author sees when something has gone wrong: what it was, in their own words first, and
/// where in their code.
@Timeout(60)
class FailedCommandTest {
  private static final String IN_RUNTIME = "network.golem.runtime.cli.Stumbling.";

  @TempDir Path directory;
  private Tool tool;
  private String runtime;

  @BeforeEach
  void runtime() throws IOException {
    tool = new Tool(directory);
    runtime = RuntimeLauncher.of(Stumbling.class).writeTo(directory).toString();
  }

  @AfterEach
  void end() {
    tool.close();
  }

  private Tool.Result play(String word, String... options) throws Exception {
    tool.script(word);
    String[] words = new String[options.length + 4];
    System.arraycopy(new String[] {"run", "script.json", "--runtime", runtime}, 0, words, 0, 4);
    System.arraycopy(options, 0, words, 4, options.length);
    return tool.call(words);
  }

  /// The runtime's log is named in each form.
  @Test
  void theAuthorsSentenceStandsAboveTheNodes() throws Exception {
    Tool.Result result = play("early");

    assertThat(result.out())
        .containsPattern(
            "  ✗ no such model \\(NotFound, path: /m, size: 3\\)  [0-9.]+ m?s\n"
                + "    a node says: Runtime error: Error \\{ code: NotFound, message: \"no such"
                + " model\", context: \\{\"path\": \"/m\", \"size\": \"3\"\\} \\}\n");
    assertThat(result.err())
        .contains(
            "stumbling: command 1 (work) failed: no such model (NOT_FOUND, path: /m, size: 3)");
    assertThat(log(result))
        .contains("command 1 (work) failed: no such model", "\tat " + IN_RUNTIME);

    Tool.Result quiet = play("early", "-q");
    assertThat(quiet.err())
        .contains(
            "run work early: no such model (NotFound, path: /m, size: 3)\n"
                + "  a node says: Runtime error: Error { code: NotFound, ");
    assertThat(log(quiet)).isNotEmpty();

    Tool.Result json = play("early", "--json");
    assertThat(json.out())
        .contains(
            "\"message\":\"Runtime error: Error { code: NotFound, message: \\\"no such model\\\","
                + " context: {\\\"path\\\": \\\"/m\\\", \\\"size\\\": \\\"3\\\"} }\"");
    assertThat(log(json)).isNotEmpty();
  }

  private static String log(Tool.Result result) throws IOException {
    Matcher log = Pattern.compile("log: (/.*\\.log)").matcher(result.out() + result.err());
    assertThat(log.find()).as(result.toString()).isTrue();
    return Files.readString(Path.of(log.group(1)));
  }

  @Test
  void aFailedStartIsTheAuthorsSentence() throws Exception {
    Files.writeString(
        directory.resolve("script.json"),
        "[{\"deploy\": {}}, {\"start\": {\"args\": [\"fail\"]}}]");

    assertThat(tool.call("run", "script.json", "--runtime", runtime).out())
        .contains(
            "  ✗ the pump has no water  ",
            "    a node says: Runtime error: service hello error: Error { code: Internal, ");
  }

  /// Once the run has been answered, only its standard error is left to say why it has failed.
  @Test
  void aLateFailureKeepsItsCodeAndContext() throws Exception {
    assertThat(play("late").out())
        .contains(
            "  looking\n  ! no such model (NOT_FOUND, path: /m, size: 3)\n"
                + "  ✗ ExeScript command exited with code 1  ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exit         | at network.golem.runtime.cli.Stumbling.run(Stumbling.java:
          virtual-exit | in a virtual thread: throw an exception
          """)
  void systemExitIsNamed(String word, String place) throws Exception {
    Tool.Result result = play(word);

    String sentence = "the runtime's code called System.exit, " + place;
    assertThat(result.out()).contains("  ! " + sentence);
    assertThat(result.err()).contains("stumbling: " + sentence);
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void aTimeLimitShowsWhereTheCommandIs() throws Exception {
    assertThat(play("hang", "--timeout", "2s").out())
        .containsPattern(
            "  ✗ time limit of 2 s exceeded: the command has not ended; .*\n"
                + "    the runtime's process is [0-9]+\n"
                + "    thread command \\(WAITING\\)\n"
                + "(      .*\n)+"
                + "      at \\Q"
                + IN_RUNTIME
                + "pause(Stumbling.java:\\E[0-9]+\\)\n"
                + "      at \\Q"
                + IN_RUNTIME
                + "run(Stumbling.java:\\E[0-9]+\\)\n");
  }

  @Test
  void anInterruptedPlayShowsWhereTheCommandIs() throws Exception {
    tool.script("hang");
    Process play = tool.start("run", "script.json", "--runtime", runtime);
    BufferedReader out = play.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.equals("  hanging")) {
      line = out.readLine();
    }
    boolean _ =
        play.toHandle().destroy(); // as Ctrl-C does; Process.destroy would close its outputs

    assertThat(tool.result(play).err())
        .containsPattern(
            "warning: run was interrupted: the runtime's process is [0-9]+\n"
                + "thread command \\(WAITING\\)\n(.*\n)+.*at \\Q"
                + IN_RUNTIME
                + "pause(");
  }

  /// A runtime by somebody else that does not know the protocol.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo "Starting the pump, version 2"; cat >wait              | Starting the pump, version 2
          echo "Pumping"; exit 0                                       | Pumping
          i=0; while [ $i -lt 99 ]; do i=$((i+1)); echo "line $i"; done | line 1…
          """)
  void textOnStandardOutputIsShown(String start, String shown) throws Exception {
    Path foreign =
        ShellRuntime.write(
            directory.resolve("foreign"),
            """
            case $phase in
              deploy) echo '{"startMode": "blocking", "valid": {"Ok": ""}}' ;;
              start) %s ;;
            esac
            """
                .formatted(start));
    tool.script("x");

    Tool.Result result =
        tool.call("run", "script.json", "--runtime", foreign.toString(), "--timeout", "2s");

    assertThat(result.out() + result.err())
        .contains(
            "the runtime wrote this to its standard output, where only messages of the protocol are"
                + " allowed: \""
                + shown
                + "\"");
  }
}
