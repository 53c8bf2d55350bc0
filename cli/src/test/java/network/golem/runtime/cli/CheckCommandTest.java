package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import network.golem.runtime.testruntimes.ShellRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The options of `check` and what it prints. How checks come out: module `conformance`.
@Timeout(60)
class CheckCommandTest {
  /// In one-shot mode. Its version is not what it should be.
  private static final String RUNTIME =
      """
      case $line in --version) echo bare; exit ;; esac
      case $phase in
        test) exit 0 ;;
        deploy) echo '{"valid": {"Ok": ""}}' ;;
        run) shift 3; eval "$@" ;;
      esac
      """;

  @TempDir Path directory;
  private Tool tool;

  @BeforeEach
  void tool() throws IOException {
    tool = new Tool(directory);
    tool.packaged("test", RUNTIME);
  }

  @AfterEach
  void end() {
    tool.close();
  }

  @Test
  void aLinePerCheckASummaryAndEachFailureInDetail() throws Exception {
    Tool.Result result = tool.call("check", "--only", "cli.version", "--only", "cli.image", ".");

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .containsPattern("2 checks, requirements [0-9.]+, features: .*one-shot")
        .containsPattern("(?m)^! cli.version +Answers --version with name, space, version  CLI-13")
        .containsPattern("(?m)^– cli.image  skipped: the runtime does not have the feature image$")
        .contains("  expected   one line: name, space, version\n  seen       'bare")
        .contains("    $ --version\n      stdout \"bare\\n\"\n")
        .contains("  reproduce  golem-runtime check --only cli.version .\n")
        .contains("2 checks: 0 passed, 1 failed (0 must, 1 should), 1 skipped, 0 not reached;");
    assertThat(result.code()).isZero();
    assertThat(tool.call("check", "--strict", "--only", "cli.version", ".").code()).isEqualTo(1);
  }

  @Test
  void jsonAndJunit() throws Exception {
    Tool.Result result =
        tool.call(
            "check",
            "--json",
            "--junit",
            "report.xml",
            "--only",
            "cli.version",
            "--only",
            "test",
            "--jobs",
            "2",
            ".");

    List<JsonNode> lines =
        result.out().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    assertThat(lines)
        .filteredOn(line -> line.path("check").asString("").equals("cli.version"))
        .first()
        .satisfies(line -> {
          assertThat(line.at("/result").asString()).isEqualTo("failed");
          assertThat(line.at("/requirements/0").asString()).isEqualTo("CLI-13");
          assertThat(line.at("/severity").asString()).isEqualTo("should");
          assertThat(line.at("/exchange").size()).isPositive();
        });
    JsonNode summary = lines.getLast();
    assertThat(summary.at("/ok").asBoolean()).isTrue();
    assertThat(summary.at("/failed").asInt()).isEqualTo(1);
    assertThat(summary.at("/requirementsVersion").asString()).matches("[0-9.]+");

    Element report =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(directory.resolve("report.xml").toFile())
            .getDocumentElement();
    assertThat(report.getAttribute("failures")).isEqualTo("1");
    assertThat(report.getElementsByTagName("testcase").getLength())
        .isEqualTo(Integer.parseInt(report.getAttribute("tests")));
    assertThat(report.getElementsByTagName("failure").getLength()).isEqualTo(1);
  }

  @Test
  void knownFailuresAreWrittenAndHold() throws Exception {
    String[] line = {
      "check", "--strict", "--known-failures", "known", "--only", "cli.version", "."
    };
    Tool.Result missing = tool.call(line);
    assertThat(missing.err())
        .isEqualTo(
            "golem-runtime: --known-failures known does not exist; --fix creates it from this"
                + " run's failures\n");
    assertThat(missing.out()).isEmpty();
    assertThat(missing.code()).isEqualTo(2);

    tool.call("check", "--known-failures", "known", "--fix", "--only", "cli.version", ".");

    assertThat(Files.readString(directory.resolve("known")))
        .isEqualTo("cli.version: expected one line: name, space, version; seen 'bare '\n");
    Tool.Result held = tool.call(line);
    assertThat(held.out()).contains("known failure", "1 failed as known");
    assertThat(held.code()).isZero();

    Files.writeString(directory.resolve("known"), "cli.phase.missing: *\n");
    Tool.Result passed =
        tool.call("check", "--known-failures", "known", "--only", "cli.workdir", ".");
    assertThat(passed.code()).isZero(); // what is not executed is not wrong
    Files.writeString(directory.resolve("known"), "cli.workdir: *\n");
    passed = tool.call("check", "--known-failures", "known", "--only", "cli.workdir", ".");
    assertThat(passed.out()).contains("cli.workdir is listed as a known failure, but has passed");
    assertThat(passed.code()).isEqualTo(1);
  }

  @Test
  void listAndExplain() {
    Tool.Result list = Tool.here("check", "--list", "--only", "RUN-2");
    assertThat(list.code()).isZero();
    assertThat(list.out().lines()).allMatch(line -> line.contains("RUN-2"));
    assertThat(list.out()).contains("run.end.once ");

    assertThat(Tool.here("check", "--explain", "run.end.once").out())
        .startsWith("run.end.once: Sends exactly one end")
        .contains("takes for granted: ", "RUN-2 (must): Send exactly one event");
    assertThat(Tool.here("check", "--explain", "RUN-2").out())
        .contains("RUN-2 (must): ", "checked by ", "run.end.once");
  }

  @Test
  void mistakesAreOneSentence() throws Exception {
    ShellRuntime.script(directory.resolve("no-interpreter"), "");
    Files.writeString(directory.resolve("no-interpreter"), "#!/does/not/exist\n");
    Files.writeString(directory.resolve("bad.json"), "{\"commands\": {\"jump\": []}}");
    Files.writeString(directory.resolve("bad"), "nothing\n");

    refused(
        3,
        "cannot start the runtime .*/no-interpreter: No such file or directory",
        "check",
        "no-interpreter");
    refused(2, "missing required parameter: 'RUNTIME'; see --help", "check");
    refused(2, "the runtime none does not exist.*", "check", "none");
    refused(2, "'nothing' selects no check: .*", "check", "--only", "nothing", ".");
    refused(2, "there is no check or requirement 'x'; .*", "check", "--explain", "x");
    refused(2, "--jobs must be at least 1, not 0", "check", "--jobs", "0", ".");
    refused(2, "--fix needs --known-failures FILE", "check", "--fix", ".");
    refused(2, "bad.json: unknown command 'jump': .*", "check", "--profile", "bad.json", ".");
    refused(2, "bad:1: expected 'ID: MESSAGE' .*", "check", "--known-failures", "bad", ".");
  }

  private void refused(int code, String sentence, String... words) throws Exception {
    Tool.Result result = tool.call(words);
    assertThat(result.err()).matches("golem-runtime: " + sentence + "\n");
    assertThat(result.code()).isEqualTo(code);
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    Set<String> before = Set.copyOf(names());
    tool.call("check", "--only", "oneshot", ".");
    assertThat(names()).containsExactlyInAnyOrderElementsOf(before);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void ctrlCEndsTheRuntimeAndLeavesNothing() throws Exception {
    tool.packaged("test", "echo $$ >" + directory + "/pid; exec sleep 600");
    Process process =
        tool.start("check", "--fix", "--known-failures", "known", "--timeout", "10m", ".");
    Path pid = directory.resolve("pid");
    while (!Files.exists(pid) || Files.readString(pid).isBlank()) {
      Thread.onSpinWait();
    }
    assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor())
        .isZero();

    assertThat(tool.result(process).code()).isEqualTo(130);
    assertThat(directory.resolve("known")).doesNotExist();
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("golem-check-")))
          .isEmpty();
    }
    assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))).isEmpty();
  }
}
