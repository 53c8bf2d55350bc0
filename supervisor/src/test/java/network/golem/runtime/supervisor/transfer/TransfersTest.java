package network.golem.runtime.supervisor.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
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

/// Files transferred between a container and a web server.
@Timeout(30)
class TransfersTest {
  private static final List<Duration> SHORT = List.of(Duration.ofMillis(5), Duration.ofMillis(10));
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";
  private static final byte[] CONTENT = new byte[300_000];

  static {
    new Random(7).nextBytes(CONTENT);
  }

  @TempDir Path folder;
  private Path workdir;
  private VolumeTable volumes;
  private WebServer server;
  private final Told told = new Told();

  @BeforeEach
  void start() throws IOException {
    server = WebServer.start();
    workdir = Files.createDirectory(folder.resolve("work")).toRealPath();
    volumes = new VolumeTable(workdir, Map.of("/golem/in", "vol-in", "/golem", "vol-all"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void move(String from, String to) throws Exception {
    new Transfers(false, SHORT, told).move(from, to, volumes);
  }

  private String failure(String from, String to) {
    TransferException failure = catchThrowableOfType(TransferException.class, () -> move(from, to));
    return failure.sentence() + " / " + failure.explanation();
  }

  private static String sha3(String algorithm, byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  @Test
  void headPrecedesGet() throws Exception {
    server.has("/f", CONTENT);

    move(server.url("/f"), "container:/golem/in/deep/f");

    assertThat(workdir.resolve("vol-in/deep/f")).as("folders are made").hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("HEAD /f", "GET /f");
    assertThat(told.progress()).last().isEqualTo("300000 300000");
    assertThat(told.warnings()).isEmpty();
  }

  @Test
  void putSendsChunks() throws Exception {
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
  void existingFileIsContinuedIfTheServerSupportsRanges() throws Exception {
    server.has("/f", CONTENT);
    server.supportsRanges();
    Files.write(
        Files.createDirectories(workdir.resolve("vol-all")).resolve("f"),
        Arrays.copyOf(CONTENT, 100_000));

    move(server.url("/f"), "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("HEAD /f", "GET /f bytes=100000-");
    assertThat(told.warnings())
        .singleElement()
        .asString()
        .startsWith("f already has 100000 bytes, to which the rest is appended: ");
    assertThat(told.falseSuccesses()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5, true", "20, false", "26, false"})
  void existingFilesAndAServerWithRanges(int there, boolean asked) throws Exception {
    server.has("/f", ALPHABET.substring(0, 20).getBytes(UTF_8));
    server.supportsRanges();
    Files.writeString(
        Files.createDirectories(workdir.resolve("vol-all")).resolve("f"), "X".repeat(there));

    move(server.url("/f"), "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f"))
        .hasContent("X".repeat(there) + ALPHABET.substring(Math.min(there, 20), 20));
    assertThat(server.requests()).hasSize(asked ? 2 : 1);
    assertThat(told.warnings()).hasSize(there <= 20 ? 1 : 0);
    if (there > 20) {
      assertThat(told.falseSuccesses())
          .containsExactly(
              "f already has 26 bytes, and nothing was transferred: the server supports ranges,"
                  + " and has 20");
    } else {
      assertThat(told.falseSuccesses()).isEmpty();
    }
  }

  @Test
  void existingFileIsOverwrittenWithoutRanges() throws Exception {
    server.has("/f", CONTENT);
    Files.writeString(Files.createDirectories(workdir.resolve("vol-all")).resolve("f"), "other");

    move(server.url("/f"), "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
    assertThat(server.requests()).containsExactly("HEAD /f", "GET /f");
    assertThat(told.warnings()).isEmpty();
  }

  @Test
  void closedConnectionLeavesHalfAFileThatIsOk() throws Exception {
    server.has("/f", CONTENT);
    server.supportsRanges();
    server.dies(1);

    move(server.url("/f"), "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(Arrays.copyOf(CONTENT, 150_000));
    assertThat(told.falseSuccesses())
        .containsExactly(
            "the server closed the connection after 150000 bytes, before the end of "
                + server.url("/f"));
    assertThat(told.warnings()).isEmpty();

    move(server.url("/f"), "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
    assertThat(told.falseSuccesses()).hasSize(1);
  }

  @Test
  void hashOfHalfAFileDiffers() throws Exception {
    server.has("/f", CONTENT);
    server.dies(1);

    assertThat(
            failure(
                "hash:sha3:" + sha3("SHA3-224", CONTENT) + ":" + server.url("/f"),
                "container:/golem/f"))
        .startsWith("Incorrect hash provided or downloaded image is corrupted: ");
    assertThat(workdir.resolve("vol-all/f")).hasSize(150_000);
    assertThat(told.falseSuccesses()).isEmpty();
  }

  @Test
  void refusedConnectionIsNotRetried() throws Exception {
    String url = server.url("/f");
    server.close();

    assertThat(failure(url, "container:/golem/f"))
        .isEqualTo(
            "HTTP error: io error: Os { code: 111, kind: ConnectionRefused, message: \"Connection"
                + " refused\" } / at "
                + url);
    assertThat(workdir.resolve("vol-all/f")).doesNotExist();
    assertThat(told.warnings()).as("it is not tried again").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"404, no such thing", "500, ''", "401, who are you?"})
  void errorPageBecomesTheFile(int status, String page) throws Exception {
    server.fails("/f", status, page);
    Files.writeString(
        Files.createDirectories(workdir.resolve("vol-all")).resolve("f"), "old and long and more");

    move(server.url("/f"), "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f")).hasContent(page);
    assertThat(server.requests()).hasSize(page.isEmpty() ? 1 : 2);
    assertThat(told.falseSuccesses())
        .singleElement()
        .asString()
        .startsWith(
            "the server answered "
                + (page.isEmpty() ? "HEAD " : "GET ")
                + server.url("/f")
                + " with "
                + status);
  }

  @ParameterizedTest
  @CsvSource({
    "403, client error: 403 Forbidden, 1",
    "418, client error: 418 I'm a teapot, 1",
    "499, client error: 499 <unknown status code>, 1",
    "304, 304 Not Modified, 1",
    "503, server error: 503 Service Unavailable, 3"
  })
  void destinationThatRefuses(int status, String said, int tries) throws Exception {
    server.fails("/f", status, "");
    Files.writeString(Files.createDirectories(workdir.resolve("vol-all")).resolve("f"), "x");

    assertThat(failure("/golem/f", server.url("/f"))).startsWith("HTTP error: " + said + " / ");
    assertThat(server.requests()).hasSize(tries);
  }

  @Test
  void fileMovedOntoItselfBecomesEmpty() throws Exception {
    Path file =
        Files.writeString(Files.createDirectories(workdir.resolve("vol-all")).resolve("f"), "x");

    move("/golem/f", "container:/golem/f");

    assertThat(file).isEmptyFile();
    assertThat(told.falseSuccesses()).containsExactly("f has 0 bytes now, and the source had 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512"})
  void hashIsVerified(String algorithm) throws Exception {
    server.has("/f", CONTENT);
    String hash = sha3(algorithm, CONTENT);

    move("hash:sha3:" + hash + ":" + server.url("/f"), "container:/golem/f");
    move("hash://sha3:0x" + hash + ":/golem/f", server.url("/copy"));

    assertThat(server.file("/copy")).isEqualTo(CONTENT);
  }

  @Test
  void wrongHashFailsTheTransfer() throws Exception {
    server.has("/f", CONTENT);
    String wanted = sha3("SHA3-256", new byte[0]);
    String found = sha3("SHA3-256", CONTENT);

    assertThat(failure("hash:sha3:" + wanted + ":" + server.url("/f"), "container:/golem/f"))
        .isEqualTo(
            "Incorrect hash provided or downloaded image is corrupted: calculated hash "
                + found
                + " differs from the expected one "
                + wanted
                + " / the downloaded bytes are kept, as on a node");
    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
  }

  @Test
  void userAndPasswordAreSent() throws Exception {
    server.has("/f", CONTENT);
    server.wants("QWRhOnggeQ=="); // Ada:x y
    String withUser = server.url("/f").replace("//", "//Ada:x%20y@");

    move(withUser, "container:/golem/f");

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
    assertThat(told.falseSuccesses()).isEmpty();

    move(server.url("/f"), "container:/golem/g");

    assertThat(told.falseSuccesses()).hasSize(1);
  }

  @Test
  void redirectionsAreFollowed() throws Exception {
    server.has("/f", CONTENT);
    for (int i = 0; i < 12; i++) {
      server.redirects("/r" + i, i == 0 ? "/f" : "/r" + (i - 1));
    }
    move(server.url("/r9"), "container:/golem/f");
    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);

    move("container:/golem/f", server.url("/r0"));
    assertThat(server.requests()).endsWith("PUT /r0 chunked", "PUT /f chunked");

    assertThat(failure(server.url("/r10"), "container:/golem/g"))
        .startsWith("HTTP error: Invalid URL: Missing host name / the server redirects to '/f'");
  }

  @Test
  void redirectionsByWholeUrl() throws Exception {
    server.has("/f", CONTENT);
    for (int i = 0; i < 200; i++) {
      server.redirects("/r" + i, server.url(i == 0 ? "/f" : "/r" + (i - 1)));
    }
    move(server.url("/r39"), "container:/golem/f");
    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);

    assertThat(failure(server.url("/r199"), "container:/golem/g"))
        .startsWith("HTTP error: too many redirections / more than 100 from ");
  }

  @Test
  void redirectedPutBecomesGet() throws Exception {
    server.has("/f", CONTENT);
    server.redirects("/r", "/f", 302);
    Files.writeString(Files.createDirectories(workdir.resolve("vol-all")).resolve("f"), "x");

    move("/golem/f", server.url("/r"));

    assertThat(server.requests()).containsExactly("PUT /r chunked", "GET /f");
    assertThat(told.falseSuccesses())
        .containsExactly(
            "the server redirected PUT "
                + server.url("/r")
                + ", and a node asks for "
                + server.url("/f")
                + " with GET then: nothing was stored");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          file:/etc/passwd           | Unsupported scheme: file / a node refuses local files; on the desk, --local-files allows them
          gftp://0x1/hash            | Unsupported scheme: gftp / a node transfers it over its own network, which the desk does not have; serve the file by http
          ftp://host/file            | Unsupported scheme: ftp / a transfer must be between container: and http: or https:
          data:,hello                | Unsupported scheme: data / a transfer must be between container: and http: or https:
          hash:                      | Invalid url: hash: / a source with a hash must be hash:sha3:HEX:URL
          hash:sha3:xyz:/golem/f     | Invalid url: hash:sha3:xyz:/golem/f / a source with a hash must be hash:sha3:HEX:URL
          hash:sha3:abc:/golem/f     | Invalid url: hash:sha3:abc:/golem/f / a source with a hash must be hash:sha3:HEX:URL
          hash:sha3:http://h/f       | Invalid url: hash:sha3:http://h/f / a source with a hash must be hash:sha3:HEX:URL
          hash:md5:aa:/golem/f       | Unsupported digest: Unsupported digest: md5 / a hash must be sha3:HEX with 56, 64, 96 or 128 digits
          hash:sha3:ABCD:/golem/f    | Unsupported digest: Unsupported digest sha3 of length 16: abcd / a hash must be sha3:HEX with 56, 64, 96 or 128 digits
          http://                    | URL parse error: empty host / in http://
          http:///                   | URL parse error: empty host / in http:///
          http://h:66000/            | URL parse error: invalid port number / in http://h:66000/
          http://h:x/                | URL parse error: invalid port number / in http://h:x/
          http://a^b/                | URL parse error: invalid domain character / in http://a^b/
          """)
  void invalidUrlsAreRefused(String from, String said) {
    assertThat(failure(from, "container:/golem/to")).isEqualTo(said);
    assertThat(workdir.resolve("vol-all/to")).doesNotExist();
  }

  @Test
  void emptyUrlIsRefused() {
    String said =
        "Invalid url: Empty URL / a transfer must be between container: and http: or https:";

    assertThat(failure("", "/golem/to")).isEqualTo(said);
    assertThat(failure("/golem/f", "")).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /golem/dir                 | Is a directory (os error 21) / WORK/vol-all/dir is a directory: only single files can be transferred; use a program to pack it first
          container:/golem/nothing   | No such file or directory (os error 2) / at WORK/vol-all/nothing
          container:/golem/%zz       | No such file or directory (os error 2) / at WORK/vol-all/%zz
          container:/other/f         | path not found in container: /other/f / no volume contains '/other/f'; the volumes are /golem, /golem/in
          container:/golemx          | path not found in container: /golemx / no volume contains '/golemx'; the volumes are /golem, /golem/in
          container://golem/f        | path not found in container: /f / no volume contains '/f'; the volumes are /golem, /golem/in
          golem/f                    | path not found in container: golem/f / no volume contains 'golem/f'; the volumes are /golem, /golem/in
          container:/golem//f        | invalid path format: [/golem//f] / two slashes follow the volume's path /golem
          container:/golem/a%00b     | file name contained an unexpected NUL byte / a path cannot contain the character NUL
          container:/golem/../secret | path not found in container: /secret / no volume contains '/secret'; the volumes are /golem, /golem/in
          container:/golem/%2e%2E/s  | path not found in container: /s / no volume contains '/s'; the volumes are /golem, /golem/in
          container:/golem/..%2fs    | path not found in container: /golem/../s / /golem/../s leads out of the volume /golem
          container:/golem/link/x    | path not found in container: /golem/link/x / /golem/link/x (by a link) leads out of the volume /golem
          container:/golem/dangling  | path not found in container: /golem/dangling / /golem/dangling is a dangling link
          """)
  void unreadableSources(String from, String said) throws Exception {
    Files.createDirectories(workdir.resolve("vol-all/dir"));
    Files.createSymbolicLink(workdir.resolve("vol-all/link"), folder);
    Files.createSymbolicLink(workdir.resolve("vol-all/dangling"), folder.resolve("nobody"));

    assertThat(failure(from, "container:/golem/to"))
        .isEqualTo("IO error: " + said.replace("WORK", workdir.toString()));
    assertThat(workdir.resolve("vol-all/to")).as("as on a node").isEmptyFile();
    assertThat(failure(from, server.url("/to"))).startsWith("IO error: ");
    assertThat(server.file("/to")).as("as on a node").isEmpty();
  }

  @Test
  void linkOutOfTheVolumeIsNotFollowed() throws Exception {
    server.has("/f", CONTENT);
    Files.createDirectories(workdir.resolve("vol-all"));
    Path outside = Files.writeString(folder.resolve("outside"), "mine");
    Files.createSymbolicLink(workdir.resolve("vol-all/link"), outside);
    Files.createSymbolicLink(workdir.resolve("vol-all/dangling"), folder.resolve("made"));

    assertThat(failure(server.url("/f"), "container:/golem/link"))
        .contains("(by a link) leads out");
    assertThat(failure(server.url("/f"), "container:/golem/dangling"))
        .contains("is a dangling link");
    assertThat(outside).hasContent("mine");
    assertThat(folder.resolve("made")).doesNotExist();
  }

  @Test
  void rootVolumeContainsEveryPath() throws Exception {
    volumes = new VolumeTable(workdir, Map.of("", "."));
    server.has("/f", "all".getBytes(UTF_8));

    move(server.url("/f"), "container:/any/where");

    assertThat(workdir.resolve("any/where")).hasContent("all");
  }

  @Test
  void directoryThatCannotBeCreated() throws Exception {
    server.has("/f", CONTENT);
    Files.writeString(Files.createDirectories(workdir.resolve("vol-all")).resolve("a"), "x");

    assertThat(failure(server.url("/f"), "/golem/a/b"))
        .isEqualTo(
            "Cancelled / cannot create the directory "
                + workdir.resolve("vol-all/a")
                + ": File exists (os error 17)");
    assertThat(server.requests()).containsExactly("HEAD /f", "GET /f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a%20b       | a b
          c d         | c d
          ż           | ż
          e%25f       | e%f
          g?h         | g
          i%3Fj       | i?j
          k#l         | k
          m+n         | m+n
          o/../p/./q  | p/q
          """)
  void fileNamesInUrls(String path, String name) throws Exception {
    Files.writeString(Files.createDirectories(workdir.resolve("vol-all")).resolve("f"), "x");

    move("/golem/f", "CONTAINER:/golem/" + path);

    assertThat(workdir.resolve("vol-all").resolve(name)).hasContent("x");
  }

  @Test
  void localFilesNeedTheOption() throws Exception {
    Path file = Files.write(folder.resolve("local file"), CONTENT);

    new Transfers(true, SHORT, told).move(file.toUri().toString(), "container:/golem/f", volumes);

    assertThat(workdir.resolve("vol-all/f")).hasBinaryContent(CONTENT);
  }

  @Test
  void taskPackageIsDownloadedOnce() throws Exception {
    server.has("/images/img.gvmi", CONTENT);
    TaskPackages cache = new TaskPackages(folder.resolve("cache"));
    Transfers transfers = new Transfers(false, SHORT, told);
    String hash = sha3("SHA3-224", CONTENT);
    String reference = "hash:sha3:" + hash + ":" + server.url("/images/img.gvmi");

    Path image = cache.fetch(reference, transfers);
    assertThat(cache.fetch(reference, transfers)).isEqualTo(image);

    assertThat(image).hasFileName("img_" + hash + ".gvmi").hasBinaryContent(CONTENT);
    assertThat(server.requests()).hasSize(2);
    assertThat(folder.resolve("cache/tmp")).isEmptyDirectory();
    assertThat(told.falseSuccesses()).isEmpty();

    Files.writeString(image, "another");
    assertThat(cache.fetch(reference, transfers)).isEqualTo(image).hasContent("another");
    assertThat(told.falseSuccesses())
        .singleElement()
        .asString()
        .contains("is not the one that the agreement names, and a node does not check it again");
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
  void invalidTaskPackages(String reference, String said) {
    TaskPackages cache = new TaskPackages(folder.resolve("cache"));
    Transfers transfers = new Transfers(false, SHORT, told);

    assertThat(
            catchThrowableOfType(
                    TransferException.class,
                    () -> cache.fetch(reference.replace("HASH", "ab".repeat(32)), transfers))
                .sentence())
        .isEqualTo(said);
  }
}
