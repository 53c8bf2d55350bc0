package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The forms in which a play is shown: for machines, for pipes, and with an agreement.
@Timeout(30)
class RunOutputTest {
  private static final String RUNTIME =
      """
      case $phase in
        deploy)
          echo '{"valid": {"Ok": ""}, "vols": [{"name": "v", "path": "/v"}]}'
          [ ! -e fail ]
          ;;
        run) shift 3; eval "$@" ;;
      esac
      """;

  private static final String SPINNER = "[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]";

  @TempDir Path directory;
  private Tool tool;

  @BeforeEach
  void tool() throws IOException {
    tool = new Tool(directory);
    tool.packaged("test", RUNTIME);
    Files.writeString(
        directory.resolve("script.json"),
        """
        [{"deploy": {}}, {"start": {}},
         {"run": {"entry_point": "x", "args": ["echo out; echo err >&2"],
                  "capture": {"stdout": {"stream": {}}, "stderr": {"atEnd": {"format": "bin"}}}}},
         {"run": {"entry_point": "x", "args": ["exit 3"]}},
         {"run": {"entry_point": "x", "args": ["echo never"]}}]
        """);
  }

  @AfterEach
  void end() {
    tool.close();
  }

  private static List<JsonNode> lines(Tool.Result result) {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      lines.add(JsonMapper.shared().readTree(line));
    }
    return lines;
  }

  @Test
  void jsonHasTheNodesFormat() throws Exception {
    Tool.Result result = tool.call("run", "--json", "script.json");

    assertThat(result.code()).isEqualTo(1);
    List<JsonNode> lines = lines(result);
    List<JsonNode> results = lines.stream().filter(line -> line.has("result")).toList();
    assertThat(results).hasSize(4);
    JsonNode printed = results.get(2);
    assertThat(printed.propertyNames())
        .containsExactly(
            "index", "result", "stdout", "stderr", "message", "isBatchFinished", "eventDate");
    assertThat(printed.get("stdout")).hasToString("\"out\\n\"");
    assertThat(printed.get("stderr")).hasToString("[101,114,114,10]");
    assertThat(printed.get("message").isNull()).isTrue();
    JsonNode failed = results.get(3);
    assertThat(failed.get("result")).hasToString("\"Error\"");
    assertThat(failed.get("message")).hasToString("\"ExeScript command exited with code 3\"");
    assertThat(failed.get("isBatchFinished")).hasToString("true");
    assertThat(failed.get("stdout").isNull()).isTrue();

    List<JsonNode> events = lines.stream().filter(line -> line.has("batch_id")).toList();
    assertThat(events)
        .allMatch(event -> event.get("batch_id").asString().matches("[0-9a-f]{32}"))
        .allMatch(event -> event.get("timestamp").asString().matches("20[-0-9]+T[:.0-9]+"));
    assertThat(events.stream().filter(event -> event.get("index").asInt() == 2))
        .extracting(event -> event.get("kind").toString())
        .containsExactly(
            "{\"started\":{\"command\":{\"run\":{\"entry_point\":\"x\",\"args\":[\"echo out; echo"
                + " err >&2\"],\"capture\":{\"stdout\":{\"stream\":{}},\"stderr\":{\"atEnd\":{\"format\":\"bin\"}}}}}}}",
            "{\"stdout\":\"out\\n\"}",
            "{\"finished\":{\"return_code\":0,\"message\":null}}");
    assertThat(lines.stream().filter(line -> line.has("state")).toList())
        .first()
        .hasToString("{\"state\":[\"Initialized\",null]}");
    JsonNode last = lines.getLast();
    assertThat(last.get("cost")).hasToString("0.5");
    assertThat(last.get("usage").get(0).get("counter")).hasToString("\"golem.usage.duration_sec\"");
  }

  @Test
  void explainedAgreementCanBeRead() throws Exception {
    Tool.Result explained = tool.call("run", "--explain", "script.json");
    assertThat(explained.err()).isEmpty();
    assertThat(explained.code()).isZero();
    assertThat(explained.out())
        .startsWith("{\n  \"agreementId\" : \"desk\",")
        .contains("\"mem.gib\" : ", "\"golem.com.pricing.model.linear.coeffs\" : [");
    assertThat(tool.workdirs()).isEmpty();

    Files.writeString(directory.resolve("agreement.json"), explained.out());
    assertThat(tool.call("run", "--explain", "--agreement", "agreement.json", "script.json"))
        .isEqualTo(explained);
    assertThat(tool.call("run", "--agreement", "agreement.json", "script.json").out())
        .containsPattern("\n  initial price +0\\.5\n  total +0\\.5\n");
  }

  @Test
  void pricesOfTheUsersOwn() throws Exception {
    assertThat(
            tool.call("run", "script.json", "--price", "initial=0.25", "--price=duration=0").out())
        .containsPattern("\n  initial price +0\\.25\n  total +0\\.25\n");
    assertThat(tool.call("run", "script.json", "--price", "durations=1").err())
        .startsWith("golem-runtime: unknown counter 'durations'; the runtime ")
        .endsWith("; did you mean 'duration'?\n");
    assertThat(tool.call("run", "script.json", "--price=initial=1", "--agreement", "x.json").err())
        .isEqualTo(
            "golem-runtime: --agreement and --price cannot be combined: write the price into"
                + " x.json\n");
    assertThat(tool.call("run", "--runtime", "/bin/true", "script.json", "--price=x=1").err())
        .isEqualTo(
            "golem-runtime: --price needs a descriptor, which names the counters; /bin/true has"
                + " none\n");
  }

  /// Signs are shown if the locale has them, colours on a terminal that has them.
  @Test
  void coloursAndSignsAreShownOnlyIfTheTerminalHasThem() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "the program 'script' is not installed");
    String colour = "\u001B[";
    assertThat(tool.onATerminal("run", "script.json")).contains(colour, "✓ ", "▶ ");
    assertThat(tool.onATerminal(Map.of("NO_COLOR", "1"), "run", "script.json"))
        .doesNotContain(colour + "3")
        .contains("✓ ");
    for (Map<String, String> poor : List.of(Map.of("TERM", "dumb"), Map.of("LC_ALL", "C"))) {
      String shown = tool.onATerminal(poor, "run", "script.json");
      assertThat(shown).contains("> run x exit 3", "x ExeScript command exited with code 3");
      assertThat(shown).matches(text -> text.chars().allMatch(each -> each < 128), "is ASCII");
      assertThat(shown.contains(colour)).isEqualTo(!poor.containsKey("TERM"));
    }
    Tool.Result piped = tool.call(Map.of("LC_ALL", "C"), "run", "script.json");
    assertThat(piped.out()).contains("\n  + ok  ").doesNotContain(colour, "✓");
  }

  @Test
  void narrowTableIsStacked() throws Exception {
    String stacked = "\n  golem.usage.duration_sec\n    amount      ";
    assertThat(tool.call(Map.of("COLUMNS", "59"), "run", "script.json").out())
        .contains(stacked, "\n    cost (GLM)  0.5\n")
        .doesNotContain("  usage  ");
    assertThat(tool.call(Map.of("COLUMNS", "80"), "run", "script.json").out())
        .contains("\n  usage  ")
        .doesNotContain(stacked);
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "the program 'script' is not installed");
    assertThat(tool.inAShell("script -qec \"stty cols 40; TOOL run script.json\" /dev/null").out())
        .contains("\u001B[1mgolem.usage.duration_sec\u001B[0m\r\n    ");
  }

  @Test
  void deployOutputIsShownOnlyIfDeployFails() throws Exception {
    Path workdir = Files.createDirectory(directory.resolve("workdir"));
    Files.createFile(workdir.resolve("fail"));
    String failed = tool.call("run", "--workdir", "workdir", "script.json").out();
    assertThat(failed).contains("  {\"valid\": ", "✗ ExeScript command exited with code 1");
    assertThat(tool.call("run", "-q", "--workdir", "workdir", "script.json").out())
        .startsWith("{\"valid\": ");
    List<JsonNode> lines = lines(tool.call("run", "--json", "--workdir", "workdir", "script.json"));
    assertThat(lines)
        .filteredOn(line -> line.at("/kind/stdout").asString("").startsWith("{\"valid\": "))
        .hasSize(1);
    assertThat(lines)
        .filteredOn(line -> line.has("reason"))
        .extracting(line -> line.get("reason").asString())
        .containsExactly(
            "Interrupted by signal: 15:"
                + " {\"batches_done\":0,\"batches_pending\":1,\"cmds_done\":1,\"cmds_pending\":4}");
  }

  @Test
  void usageIsShownEachSecond() throws Exception {
    Files.writeString(
        directory.resolve("script.json"),
        """
        [{"deploy": {}}, {"start": {}}, {"run": {"entry_point": "x", "args": ["sleep 1.3"]}}]
        """);
    Files.writeString(
        directory.resolve("agreement.json"),
        """
        {"agreementId": "x", "offer": {"properties": {"golem.inf": {},
          "golem.com.usage.vector": ["golem.usage.duration_sec", "my.counter"]}}}
        """);
    Tool.Result result = tool.call("run", "--json", "--agreement", "agreement.json", "script.json");

    assertThat(result.code()).as(result.err()).isZero();
    JsonNode usage =
        lines(result).stream().filter(line -> line.has("currentUsage")).findFirst().orElseThrow();
    assertThat(usage.get("currentUsage")).hasSize(2);
    assertThat(usage.get("currentUsage").get(0).asDouble()).isBetween(1.0, 2.0);
    assertThat(usage.get("timestamp").isIntegralNumber()).isTrue();
  }

  @Test
  void quietPrintsOnlyTheCommandsOutput() throws Exception {
    Tool.Result result = tool.call("run", "-q", "script.json");

    assertThat(result.out()).isEqualTo("out\n");
    assertThat(result.err())
        .startsWith("err\nrun x exit 3: ExeScript command exited with code 3\n")
        .contains("golem-runtime: the workdir was kept; to remove it: golem-runtime clean ");
    assertThat(result.code()).isEqualTo(1);
  }

  /// The live line shows that a long command is still running, and does not overwrite an incomplete
  /// line. The output of a program or runtime must not overwrite the desk's own, so control
  /// characters are shown and not executed.
  @Test
  void terminalShowsControlCharactersAndALiveLine() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "SKIPPED: there is no program 'script'");
    String escapes = "\\\\033[31mred\\\\033[0m\\\\007 \\\\302\\\\233m tab\\\\t|\\\\r\\\\n";
    String visible = "^[[31mred^[[0m^G \\x9bm tab\t|";
    Files.writeString(
        directory.resolve("script.json"),
        Stream.of(
                "sleep 1",
                "true",
                "printf abc; sleep 1; echo def",
                "printf '" + escapes + "'",
                "printf '" + escapes + "' >&2")
            .map("{\"run\": {\"entry_point\": \"x\", \"args\": [\"%s\"]}}"::formatted)
            .collect(Collectors.joining(", ", "[{\"deploy\": {}}, {\"start\": {}}, ", "]")));

    String[] runs = tool.onATerminal("run", "script.json").split("▶ run ");

    assertThat(runs).hasSize(6);
    assertThat(runs[1]).containsPattern("\r\u001B\\[K  " + SPINNER).contains("\u001B[32m✓ ok");
    if (Pattern.compile("[^0-9][12]?[0-9]?[0-9]\\.[0-9] ms").matcher(runs[2]).find()) {
      assertThat(runs[2]).doesNotContainPattern(SPINNER); // a busy machine may take longer
    }
    assertThat(runs[3]).contains("  abcdef\r\n");
    assertThat(runs[4]).contains("  " + visible + "\r\n");
    assertThat(runs[5]).contains(visible + "\r\n");
  }

  @Test
  void pipeReceivesControlCharactersUnchanged() throws Exception {
    Files.writeString(
        directory.resolve("script.json"),
        """
        [{"deploy": {}}, {"start": {}},
         {"run": {"entry_point": "x", "args": ["printf '\\\\033[31mred\\\\n'"]}}]
        """);

    assertThat(tool.call("run", "script.json").out())
        .contains("  \u001B[31mred\n")
        .as("the answer of deploy")
        .doesNotContain("valid");
  }

  @Test
  void conflictingOptionsAreRefused() throws Exception {
    String script = directory.resolve("script.json").toString();
    assertThat(Tool.here("run", "--json", "--quiet", script).err())
        .isEqualTo("golem-runtime: --json and --quiet cannot be combined\n");
    assertThat(Tool.here("run", "--task-package", "none", script).err())
        .isEqualTo("golem-runtime: --task-package none is not a file\n");
    assertThat(Tool.here("run", "--agreement", script, script).err())
        .isEqualTo("golem-runtime: " + script + " must be an object, not a list\n");
  }

  /// Results are exactly a node's; a false success is an additional line, and a failure.
  @Test
  void falseSuccessFailsThePlay() throws Exception {
    Files.writeString(
        directory.resolve("script.json"),
        """
        [{"deploy": {}}, {"start": {}},
         {"run": {"entry_point": "x", "args": ["mkdir -p v; echo x > v/a"]}},
         {"transfer": {"from": "/v/a", "to": "/v/a"}}]
        """);
    String sentence = "a has 0 bytes now, and the source had 2";

    Tool.Result json = tool.call("run", "--json", "script.json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(lines(json).stream().filter(line -> line.has("result")))
        .hasSize(4)
        .allMatch(line -> line.get("result").asString().equals("Ok"));
    JsonNode untrue =
        lines(json).stream().filter(line -> line.has("falseSuccess")).findFirst().orElseThrow();
    assertThat(untrue.get("falseSuccess").get("index")).hasToString("3");
    assertThat(untrue.get("falseSuccess").get("message").asString()).isEqualTo(sentence);

    Tool.Result shown = tool.call("run", "script.json");
    assertThat(shown.code()).isEqualTo(1);
    assertThat(shown.err()).contains("failure: a node reports success, but " + sentence + "\n");
    assertThat(shown.out()).contains("\n✗ 4 of 4 commands succeeded, but one failure was hidden, ");
  }

  /// The server sends half of the file, and the rest when the terminal has shown that.
  @Test
  void progressOfATransferIsShownOnATerminalOnly() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "the program 'script' is not installed");
    CountDownLatch seen = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", "2000000");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            return;
          }
          exchange.sendResponseHeaders(200, 2_000_000);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(new byte[1_000_000]);
            body.flush();
            seen.await();
            body.write(new byte[1_000_000]);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the test is over
          }
        });
    server.start();
    try {
      Files.writeString(
          directory.resolve("script.json"),
          """
          [{"deploy": {}}, {"start": {}},
           {"transfer": {"from": "http://127.0.0.1:PORT/a", "to": "/v/a"}}]
          """
              .replace("PORT", Integer.toString(server.getAddress().getPort())));
      Process process = tool.startOnATerminal(Map.of(), "run", "script.json");
      Tool.awaitShown(process, " of 2.0 MB");
      seen.countDown();
      assertThat(tool.result(process).out()).contains("3 of 3 commands succeeded");

      assertThat(tool.call("run", "script.json").out())
          .contains("3 of 3 commands succeeded")
          .doesNotContain("MB", "\r");
    } finally {
      seen.countDown(); // otherwise the server would not stop
      server.stop(0);
    }
  }

  @Test
  void localFilesNeedTheOption() throws Exception {
    Files.writeString(directory.resolve("from"), "content");
    Files.writeString(
        directory.resolve("script.json"),
        """
        [{"deploy": {}}, {"start": {}},
         {"transfer": {"from": "file:%1$s/from", "to": "/v/a"}},
         {"transfer": {"from": "/v/a", "to": "file:%1$s/to"}}]
        """
            .formatted(directory));

    assertThat(tool.call("run", "script.json").out())
        .contains("  ✗ Local service error: Transfer error: Unsupported scheme: file  ")
        .contains("    a node refuses local files; on the desk, --local-files allows them\n");
    assertThat(tool.call("run", "--local-files", "script.json").code()).isZero();
    assertThat(directory.resolve("to")).hasContent("content");
  }
}
