package network.golem.runtime.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static network.golem.runtime.supervisor.Desk.DEPLOY;
import static network.golem.runtime.supervisor.Desk.START;
import static network.golem.runtime.supervisor.Desk.TERMINATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.Captured;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Scripts that transfer files, and runtimes that need an image.
@Timeout(30)
class TransferPlayTest {
  /// A one-shot runtime with the volumes in and out, which executes commands in its workdir.
  private static final String RUNTIME =
      """
      echo "$line" >> calls
      case $phase in
        deploy) echo '{"valid": {"Ok": ""}, "vols": [{"name": "in", "path": "/golem/in"},
          {"name": "out", "path": "/golem/out"}]}' ;;
        run) shift 3; eval "$@" ;;
      esac
      """;

  @TempDir Path folder;
  private WebServer server;
  private Desk desk;

  @BeforeEach
  void begin() throws IOException {
    server = WebServer.start();
    desk = Desk.ofShell(folder, RUNTIME);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String transfer(String from, String to, String... more) {
    return "{\"transfer\": {\"from\": \""
        + from
        + "\", \"to\": \""
        + to
        + "\""
        + String.join("", more)
        + "}}";
  }

  private static String run(String command, String capture) {
    return "{\"run\": {\"entry_point\": \"sh\", \"args\": [\""
        + command
        + "\"], \"capture\": "
        + capture
        + "}}";
  }

  private static String hash(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA3-256").digest(content));
  }

  /// As requestors write it.
  @Test
  void transfersInAndOut() throws Exception {
    byte[] numbers = "3\n1\n2\n".getBytes(UTF_8);
    server.has("/numbers", numbers);
    server.supportsRanges();

    assertThat(
            desk.play(
                "{\"deploy\": {\"volumes\": [\"/golem/in\"], \"progress\": {}}}",
                START,
                transfer(
                    "hash:sha3:" + hash(numbers) + ":" + server.url("/numbers"),
                    "container:/golem/in/data/numbers"),
                run("mkdir out; sort in/data/numbers > out/sorted", "{}"),
                run(
                    "cat out/sorted; echo done >&2",
                    "{\"stdout\": {\"atEnd\": {\"head\": 3}}," + " \"stderr\": {\"stream\": {}}}"),
                run("wc -l < out/sorted", "{\"stdout\": {\"stream\": {\"format\": \"bin\"}}}"),
                transfer("container:/golem/out/sorted", server.url("/results/sorted")),
                TERMINATE))
        .as("%s", desk.results())
        .isTrue();

    assertThat(server.file("/results/sorted")).asString(UTF_8).isEqualTo("1\n2\n3\n");
    assertThat(desk.result(4).stdout()).contains(new Captured.Text("1\n2"));
    assertThat(desk.result(4).stderr()).contains(new Captured.Text("done\n"));
    assertThat(desk.result(5).stdout()).contains(new Captured.Binary(Bytes.utf8("3\n")));
    assertThat(desk.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /golem/in        | URL/f              | IO error: Is a directory (os error 21) / WORK/in is a directory: only single files can be transferred; use a program to pack it first
          URL/f            | /elsewhere/f       | IO error: path not found in container: /elsewhere/f / no volume contains '/elsewhere/f'; the volumes are /golem/in, /golem/out
          file:/etc/passwd | /golem/in/f        | Unsupported scheme: file / a node refuses local files; on the desk, --local-files allows them
          """)
  void failedTransfers(String from, String to, String said) throws Exception {
    server.has("/f", "content".getBytes(UTF_8));
    Files.createDirectory(desk.workdir.resolve("in"));

    assertThat(desk.play(DEPLOY, START, transfer(url(from), url(to)), run("echo", "{}"))).isFalse();

    assertThat(desk.results()).hasSize(3);
    assertThat(desk.result())
        .isEqualTo(
            "transfer -1: Local service error: Transfer error: "
                + url(said).replace("WORK", desk.workdir.toString()));
    assertThat(desk.workdir.resolve("in")).isEmptyDirectory();
  }

  private String url(String text) {
    return text.replace("URL", server.url(""));
  }

  /// The results are a node's, but the play has failed.
  @ParameterizedTest
  @CsvSource({
    "/cut, before the end of",
    "/error, 'with 404 Not Found, and the body of that answer'"
  })
  void falseSuccessFailsThePlay(String path, String said) throws Exception {
    server.has("/cut", new byte[100_000]);
    server.dies(1);
    server.fails("/error", 404, "nothing here");

    assertThat(
            desk.play(DEPLOY, START, transfer(server.url(path), "/golem/in/f"), run("echo", "{}")))
        .isFalse();

    assertThat(desk.results()).containsExactly("deploy", "start", "transfer", "run");
    assertThat(desk.heard(PlayEvent.FalseSuccess.class))
        .singleElement()
        .satisfies(untrue -> {
          assertThat(untrue.position().index()).isEqualTo(2);
          assertThat(untrue.sentence()).contains(said);
        });
  }

  @Test
  void retriesLikeANode() throws Exception {
    server.fails("/f", 503, "");

    assertThat(
            desk.play(
                DEPLOY,
                START,
                run("mkdir out; echo x > out/f", "{}"),
                transfer("/golem/out/f", server.url("/f"))))
        .isFalse();

    assertThat(desk.warnings())
        .containsExactly(
            "the transfer was interrupted (HTTP error: server error: 503 Service Unavailable);"
                + " trying again in 2.0 s, as on a node",
            "the transfer was interrupted (HTTP error: server error: 503 Service Unavailable);"
                + " trying again in 4.0 s, as on a node");
  }

  @Test
  void timeLimitEndsATransfer() throws Exception {
    desk.limit(Duration.ofSeconds(1));
    server.fails("/f", 503, ""); // retries would take six seconds

    assertThat(
            desk.play(
                DEPLOY,
                START,
                run("mkdir out; echo x > out/f", "{}"),
                transfer("/golem/out/f", server.url("/f"))))
        .isFalse();

    assertThat(desk.result())
        .isEqualTo("transfer -1: time limit of 1 s exceeded: the transfer has not ended");
  }

  @Test
  void progressIsReportedAsTheScriptRequests() throws Exception {
    server.has("/f", new byte[3_000_000]);

    assertThat(
            desk.play(
                DEPLOY,
                START,
                transfer(
                    server.url("/f"),
                    "/golem/in/f",
                    ", \"progress\": {\"updateInterval\": \"0ms\"}")))
        .isTrue();

    List<PlayEvent.Progress> told = desk.heard(PlayEvent.Progress.class).toList();
    assertThat(told).isNotEmpty().allMatch(PlayEvent.Progress::asked);
    assertThat(told.getLast().done()).isEqualTo(3_000_000);
    assertThat(told.getLast().total()).hasValue(3_000_000);
  }

  @Test
  void scriptsVolumesExistIfDeployPrintsNothing() throws Exception {
    desk = Desk.ofShell(Files.createDirectory(folder.resolve("silent")), ":");
    server.has("/f", "x".getBytes(UTF_8));

    assertThat(
            desk.play(
                "{\"deploy\": {\"volumes\": {\"/a\": {\"host\": {}},"
                    + " \"/b\": {\"ram\": {\"size\": 1}}}}}",
                START,
                transfer(server.url("/f"), "container:/a/f"),
                transfer(server.url("/f"), "container:/b/f")))
        .isFalse();

    assertThat(desk.workdir.resolve("vol-custom-0/f")).hasContent("x");
    assertThat(desk.result())
        .isEqualTo(
            "transfer -1: Local service error: Transfer error: IO error: path not found in"
                + " container: /b/f / no volume contains '/b/f'; the volumes are /a");
  }

  private static Agreement agreement(String image) {
    return new Agreement(
        "a",
        List.of(),
        new Agreement.Limits(Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.of(image),
        List.of(),
        List.of(),
        false);
  }

  /// The descriptor does not contain `--runtime-managed-image`.
  private void needsAnImage() throws IOException {
    desk.describe("{}", "{\"name\": \"t\", \"exeunit-name\": \"test\", \"usage-coeffs\": {}}");
    Path descriptor = folder.resolve("ya-runtime-test.json");
    Files.writeString(
        descriptor, Files.readString(descriptor).replace("\"--runtime-managed-image\"", ""));
  }

  /// Without a descriptor, the runtime does not count as managing its image itself.
  @Test
  void agreementsImageIsPassedToARuntimeWithoutADescriptor() throws Exception {
    byte[] image = new byte[5];
    server.has("/img.tar.gz", image);
    String reference = "hash:sha3:" + hash(image) + ":" + server.url("/img.tar.gz");
    desk.change(options -> options.withAgreement(Optional.of(agreement(reference))));

    assertThat(desk.play(DEPLOY, START, TERMINATE)).isTrue();
    assertThat(Files.readString(desk.workdir.resolve("calls")).lines())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(line).contains(" --task-package " + folder + "/cache/img.tar_"));
  }

  @Test
  void agreementsImageIsDownloadedOnceAndPassedToEachCall() throws Exception {
    byte[] image = new byte[50_000];
    server.has("/img.tar.gz", image);
    needsAnImage();
    String reference = "hash:sha3:" + hash(image) + ":" + server.url("/img.tar.gz");
    desk.change(options -> options.withAgreement(Optional.of(agreement(reference))));

    assertThat(desk.play(DEPLOY, START, run("echo", "{}"), TERMINATE, DEPLOY)).isTrue();

    Path cached = folder.resolve("cache/img.tar_" + hash(image) + ".gz");
    assertThat(cached).hasBinaryContent(image);
    assertThat(server.requests()).hasSize(2);
    assertThat(Files.readAllLines(desk.workdir.resolve("calls")))
        .hasSize(4)
        .allMatch(line -> line.contains(" --task-package " + cached + " "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://127.0.0.1:1/x | Invalid url: Missing hash / a task package must be hash:sha3:HEX:URL, not http://127.0.0.1:1/x
          hash:sha3:00000000000000000000000000000000000000000000000000000000:file:/x | Unsupported scheme: file / a node refuses local files; on the desk, --local-files allows them
          """)
  void invalidImage(String reference, String said) throws Exception {
    needsAnImage();
    desk.change(options -> options.withAgreement(Optional.of(agreement(reference))));

    assertThat(desk.play(DEPLOY)).isFalse();

    assertThat(desk.result()).isEqualTo("deploy -1: Local service error: Transfer error: " + said);
    assertThat(desk.workdir.resolve("calls")).doesNotExist();
  }

  @Test
  void runtimeThatNeedsAnImageIsNotCalledWithoutOne() throws Exception {
    needsAnImage();

    assertThat(desk.play(DEPLOY)).isFalse();

    assertThat(desk.result())
        .startsWith("deploy -1: task package (image) path was not provided / ")
        .endsWith("on the desk, use --task-package FILE");
  }

  @Test
  void localFileReplacesTheAgreementsImage() throws Exception {
    needsAnImage();
    Path image = Files.writeString(folder.resolve("my image"), "");
    desk.change(options ->
        options.withFiles(
            new PlayOptions.FileAccess(Optional.of(image), folder.resolve("cache"), false)));

    assertThat(desk.play(DEPLOY)).isTrue();
    assertThat(desk.workdir.resolve("calls")).content().contains("--task-package " + image);
  }
}
