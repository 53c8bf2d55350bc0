package network.golem.runtime.supervisor.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import network.golem.runtime.supervisor.WebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files moved between a container and a web server.
@Timeout(30)
class TransfersTest {
  private static final List<Duration> SHORT = List.of(Duration.ofMillis(5), Duration.ofMillis(10));
  private static final byte[] CONTENT = new byte[300_000];

  static {
    new Random(7).nextBytes(CONTENT);
  }

  @TempDir Path folder;
  private Path workdir;
  private Volumes volumes;
  private WebServer server;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = WebServer.start();
    workdir = Files.createDirectory(folder.resolve("work")).toRealPath();
    volumes = new Volumes(workdir, Map.of("/golem/in", "vol-in", "/golem", "vol-all"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void move(String from, String to) throws Exception {
    new Transfers(
            false,
            SHORT,
            warnings::add,
            (done, total) -> progress.add(done + " " + total.orElse(-1)))
        .move(from, to, volumes);
  }

  private String failure(String from, String to) {
    TransferException failure = catchThrowableOfType(TransferException.class, () -> move(from, to));
    return failure.sentence() + " / " + failure.explanation();
  }

  private static String sha3(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  @Test
  void aSourceIsAskedForItsHeadFirst() throws Exception {
    server.has("/f", CONTENT);

    move(server.url("/f"), "container:/golem/in/deep/f");

    assertThat(workdir.resolve("vol-in/deep/f")).as("folders are made").hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("HEAD /f", "GET /f");
    assertThat(progress).first().isEqualTo("0 300000");
    assertThat(progress).last().isEqualTo("300000 300000");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aDestinationGetsChunks() throws Exception {
    Files.write(Files.createDirectories(workdir.resolve("vol-all")).resolve("out"), CONTENT);

    move("/golem/out", server.url("/result"));

    assertThat(server.file("/result")).isEqualTo(CONTENT);
    assertThat(server.requests()).containsExactly("PUT /result chunked");
  }

  @Test
  void fromOneVolumeToAnother() throws Exception {
    Files.write(Files.createDirectories(workdir.resolve("vol-all")).resolve("a b+c"), CONTENT);

    move("container:/golem/a%20b+c", "container:/golem/in/copy");

    assertThat(workdir.resolve("vol-in/copy")).hasBinaryContent(CONTENT);
  }

  @Test
  void aFileThatIsThereIsGoneOnWithWhereTheServerCan() throws Exception {
    server.has("/f", CONTENT);
    server.supportsRanges();
    Files.write(
        Files.createDirectories(workdir.resolve("vol-all")).resolve("f"),
        Arrays.copyOf(CONTENT, 100_000));

    move(server.url("/f"), "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("HEAD /f", "GET /f bytes=100000-");
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("going on with f behind the 100000 bytes that are there");
  }

  @Test
  void aFileThatIsThereIsWrittenAnewWhereTheServerCannot() throws Exception {
    server.has("/f", CONTENT);
    Files.writeString(Files.createDirectories(workdir.resolve("vol-all")).resolve("f"), "other");

    move(server.url("/f"), "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("HEAD /f", "GET /f");
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aServerThatDiesInTheMiddleIsAskedAgain(boolean ranges) throws Exception {
    server.has("/f", CONTENT);
    server.dies(2);
    if (ranges) {
      server.supportsRanges();
    }

    move(server.url("/f"), "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
    assertThat(warnings)
        .hasSize(2)
        .allSatisfy(warning ->
            assertThat(warning)
                .startsWith("the transfer was interrupted (")
                .contains("trying again"));
    assertThat(server.requests().getLast())
        .matches(ranges ? "GET /f bytes=[1-9][0-9]+-" : "GET /f");
  }

  @Test
  void aServerThatKeepsDyingIsGivenUpWithWhatWasMovedKept() throws Exception {
    server.has("/f", CONTENT);
    server.supportsRanges();
    server.dies(99);

    assertThat(failure(server.url("/f"), "container:/golem/f"))
        .startsWith("Transfer error: ")
        .endsWith(" / tried 3 times");
    // of what came last before its death, the web client may drop some
    assertThat(Files.size(workdir.resolve("vol-all/f"))).isBetween(1L, 150_000 + 75_000 + 37_500L);
  }

  @Test
  void nobodyListens() throws Exception {
    String url = server.url("/f");
    server.close();

    assertThat(failure(url, "container:/golem/f"))
        .isEqualTo("Transfer error: Connection refused / tried 3 times");
    assertThat(workdir.resolve("vol-all/f")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"SHA3-224, sha3", "SHA3-256, sha3", "SHA3-384, sha3-384", "SHA3-512, sha3"})
  void aHashIsVerified(String algorithm, String name) throws Exception {
    server.has("/f", CONTENT);
    String hash = sha3(algorithm, CONTENT);

    move("hash:" + name + ":" + hash + ":" + server.url("/f"), "container:/golem/f");
    move("hash://" + name + ":0x" + hash + ":/golem/f", server.url("/copy"));

    assertThat(server.file("/copy")).isEqualTo(CONTENT);
  }

  @Test
  void anotherHash() throws Exception {
    server.has("/f", CONTENT);
    String wanted = sha3("SHA3-256", new byte[0]);
    String found = sha3("SHA3-256", CONTENT);

    assertThat(failure("hash:sha3:" + wanted + ":" + server.url("/f"), "container:/golem/f"))
        .isEqualTo(
            "Hash mismatch: expected "
                + wanted
                + ", found "
                + found
                + " / what was read is not what the script names by its hash; it was removed");
    assertThat(workdir.resolve("vol-all/f")).doesNotExist();
  }

  @Test
  void userAndPassword() throws Exception {
    server.has("/f", CONTENT);
    server.wants("QWRhOnggeQ=="); // Ada:x y
    String withUser = server.url("/f").replace("//", "//Ada:x%20y@");

    move(withUser, "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
    assertThat(failure(server.url("/f"), "container:/golem/g"))
        .isEqualTo(
            "HTTP error: 401 / the server answered HEAD " + server.url("/f") + " with status 401");
  }

  @Test
  void redirections() throws Exception {
    server.has("/f", CONTENT);
    for (int i = 0; i < 12; i++) {
      server.redirects("/r" + i, i == 0 ? "/f" : "/r" + (i - 1));
    }
    move(server.url("/r9"), "container:/golem/f");
    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);

    move("container:/golem/f", server.url("/r0"));
    assertThat(server.requests()).endsWith("PUT /r0 chunked", "PUT /f chunked");

    assertThat(failure(server.url("/r10"), "container:/golem/g"))
        .startsWith("HTTP error: too many redirections / more than 10 from ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /golem/dir                 | IO error: Is a directory / WORK/vol-all/dir is a directory: one file can be moved; have a program pack it first
          container:/golem/nothing   | IO error: No such file or directory / there is no WORK/vol-all/nothing
          file:/etc/passwd           | Unsupported scheme: file / a node refuses files of its own; on the desk, --local-files permits them
          gftp://0x1/hash            | Unsupported scheme: gftp / a node moves it over its own network, which the desk has not; serve the file by http
          ftp://host/file            | Unsupported scheme: ftp / a transfer is between container: and http: or https:
          container:/other/f         | path not found in container / no volume holds '/other/f'; the volumes are /golem, /golem/in
          container:/golemx          | path not found in container / no volume holds '/golemx'; the volumes are /golem, /golem/in
          container:/golem//f        | invalid path format / two slashes follow the volume's path /golem
          container:/golem/a%00b     | invalid path format / a path has no character of number 0
          container:/golem/%zz       | invalid path format / a percent sign needs two hex digits behind it, in /golem/%zz
          container:/golem/../secret | path not found in container / /golem/../secret leads out of the volume /golem
          container:/golem/%2e%2e/s  | path not found in container / /golem/../s leads out of the volume /golem
          container:/golem/link/x    | path not found in container / /golem/link/x (by a link) leads out of the volume /golem
          container:/golem/dangling  | path not found in container / /golem/dangling ends at a link that leads nowhere
          hash:md5:aa:/golem/f       | Invalid url: Invalid hash / a hash is sha3:HEX with 56, 64, 96 or 128 digits, not md5:aa
          http:///f                  | Invalid url: http:///f / it names no host
          """)
  void whatCannotBeRead(String from, String said) throws Exception {
    Files.createDirectories(workdir.resolve("vol-all/dir"));
    Files.createSymbolicLink(workdir.resolve("vol-all/link"), folder);
    Files.createSymbolicLink(workdir.resolve("vol-all/dangling"), folder.resolve("nobody"));

    assertThat(failure(from, server.url("/to")))
        .isEqualTo(said.replace("WORK", workdir.toString()));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aLinkOutOfTheVolumeIsNotWrittenThrough() throws Exception {
    server.has("/f", CONTENT);
    Files.createDirectories(workdir.resolve("vol-all"));
    Path outside = Files.writeString(folder.resolve("outside"), "mine");
    Files.createSymbolicLink(workdir.resolve("vol-all/link"), outside);
    Files.createSymbolicLink(workdir.resolve("vol-all/dangling"), folder.resolve("made"));

    assertThat(failure(server.url("/f"), "container:/golem/link"))
        .contains("(by a link) leads out");
    assertThat(failure(server.url("/f"), "container:/golem/dangling")).contains("leads nowhere");
    assertThat(outside).hasContent("mine");
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void aVolumeWithoutPathIsEverything() throws Exception {
    volumes = new Volumes(workdir, Map.of("", "."));
    server.has("/f", "all".getBytes(UTF_8));

    move(server.url("/f"), "container:/any/where");

    assertThat(workdir.resolve("any/where")).hasContent("all");
  }

  @Test
  void whereThereIsNoRoom() throws Exception {
    server.has("/f", CONTENT);
    Path full = Path.of("/dev/full");
    assertThat(full).as("this system has it").exists();
    TransferException failure =
        catchThrowableOfType(
            TransferException.class,
            () -> new FileDestination(full).write(() -> new ByteArrayInputStream(CONTENT), false));

    assertThat(failure.sentence()).isEqualTo("IO error: No space left on device");
  }

  @Test
  void localFilesAreThereForWhoAsks() throws Exception {
    Path file = Files.write(folder.resolve("local file"), CONTENT);

    new Transfers(true, warnings::add, (_, _) -> {})
        .move(file.toUri().toString(), "container:/golem/f", volumes);

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
  }

  @Test
  void aTaskPackageIsFetchedOnce() throws Exception {
    server.has("/images/img.gvmi", CONTENT);
    TaskPackages cache = new TaskPackages(folder.resolve("cache"));
    Transfers transfers = new Transfers(false, SHORT, warnings::add, (_, _) -> {});
    String hash = sha3("SHA3-224", CONTENT);
    String reference = "hash:sha3:" + hash + ":" + server.url("/images/img.gvmi");

    Path image = cache.fetch(reference, transfers);
    assertThat(cache.fetch(reference, transfers)).isEqualTo(image);

    assertThat(image).hasFileName("img_" + hash + ".gvmi").hasBinaryContent(CONTENT);
    assertThat(server.requests()).hasSize(2);
    assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://127.0.0.1:1/x     | Invalid url: Missing hash
          hash:sha3:HASH:file:/etc | Unsupported scheme: file
          hash:sha3:HASH:gftp://x  | Unsupported scheme: gftp
          """)
  void whatIsNoTaskPackage(String reference, String said) {
    TaskPackages cache = new TaskPackages(folder.resolve("cache"));
    Transfers transfers = new Transfers(false, SHORT, warnings::add, (_, _) -> {});

    assertThat(
            catchThrowableOfType(
                    TransferException.class,
                    () -> cache.fetch(reference.replace("HASH", "ab".repeat(32)), transfers))
                .sentence())
        .isEqualTo(said);
  }
}
