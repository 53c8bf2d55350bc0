package network.golem.runtime.supervisor.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers whose answers are wrong, and special files.
@Timeout(30)
class LyingServerTest {
  private static final String HEAD = "HTTP/1.1 200 OK";
  private static final String RANGES = "Accept-Ranges: bytes";
  private static final List<Duration> SHORT = List.of(Duration.ofMillis(5), Duration.ofMillis(10));

  @TempDir Path folder;
  private Path volume;
  private LyingServer server;
  private final Told told = new Told();

  @BeforeEach
  void start() throws IOException {
    server = LyingServer.start();
    volume = Files.createDirectory(folder.resolve("v")).toRealPath();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private void move(String from, String to) throws Exception {
    new Transfers(false, SHORT, told)
        .move(from, to, new VolumeTable(folder.toRealPath(), Map.of("/v", "v")));
  }

  private String failure(String from, String to) {
    TransferException failure = catchThrowableOfType(TransferException.class, () -> move(from, to));
    assertThat(failure).as("it did not fail").isNotNull();
    return failure.sentence() + " / " + failure.explanation();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(volume.resolve(name), content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          206 Partial Content | Content-Range: bytes 0-9/20
          206 Partial Content | Content-Range: bytes 7-19/20
          206 Partial Content | X: y
          206 Partial Content | Content-Range: bytes x-y/z
          200 OK              | X: y
          404 Not Found       | X: y
          416 Range Not Satisfiable | Content-Range: bytes */20
          """)
  void otherRangeThanRequested(String status, String header) throws Exception {
    file("f", "abcde");
    server.says("HEAD /f", HEAD, RANGES, "Content-Length: 20", "", "");
    server.says("GET /f", "HTTP/1.1 " + status, header, "", "0123456789");

    assertThat(failure(server.url("/f"), "/v/f"))
        .startsWith(
            "HTTP error: the server does not send the range that was asked for / it"
                + " announced Accept-Ranges: bytes, but answered a request for bytes from 5 with "
                + status)
        .endsWith("; the file was left as it was");
    assertThat(volume.resolve("f")).hasContent("abcde");
    assertThat(server.requests()).containsExactly("HEAD /f", "GET /f Range: bytes=5-");
  }

  @Test
  void partOfAFileInsteadOfTheWhole() throws Exception {
    server.says("HEAD /f", HEAD, "Content-Length: 20", "", "");
    server.says(
        "GET /f", "HTTP/1.1 206 Partial Content", "Content-Range: bytes 5-9/20", "", "fghij");

    move(server.url("/f"), "/v/f");

    assertThat(volume.resolve("f")).hasContent("fghij");
    assertThat(told.falseSuccesses())
        .containsExactly(
            "the server answered GET "
                + server.url("/f")
                + " with 206 Partial Content (bytes 5-9/20), and that part has become the file");
  }

  @Test
  void wholeFileInsteadOfAPart() throws Exception {
    server.says("HEAD /f", HEAD, "Content-Length: 5", "", "");
    server.says(
        "GET /f", "HTTP/1.1 206 Partial Content", "Content-Range: bytes 0-4/5", "", "abcde");

    move(server.url("/f"), "/v/f");

    assertThat(volume.resolve("f")).hasContent("abcde");
    assertThat(told.falseSuccesses()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 15", "Content-Length: 8", "X: y", "Transfer-Encoding: chunked"})
  void rangeThatEndsTooEarly(String header) throws Exception {
    file("f", "abcde");
    server.says("HEAD /f", HEAD, RANGES, "Content-Length: 20", "", "");
    server.says(
        "GET /f",
        "HTTP/1.1 206 Partial Content",
        "Content-Range: bytes 5-19/20",
        header,
        "",
        header.endsWith("chunked") ? "8\r\nfghijklm\r\n0\r\n\r\n" : "fghijklm");

    move(server.url("/f"), "/v/f");

    assertThat(volume.resolve("f")).hasContent("abcdefghijklm");
    assertThat(told.falseSuccesses()).singleElement().asString().contains("8 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5\r\nabcde\r\n", "a\r\nabcde", "5\r\nabcde", "5\r\nabcde\r\n0"})
  void chunksWithoutAnEnd(String body) throws Exception {
    server.says("HEAD /f", HEAD, "", "");
    server.says("GET /f", HEAD, "Transfer-Encoding: chunked", "", body);

    move(server.url("/f"), "/v/f");

    assertThat(volume.resolve("f")).hasContent("abcde");
    assertThat(told.falseSuccesses())
        .singleElement()
        .asString()
        .startsWith("the server closed the connection after 5 bytes, before the end of ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "many",
        "-1",
        "+5",
        "5, 5",
        "1e3",
        "99999999999999999999",
        "5\r\nContent-Length: 6",
        ""
      })
  void invalidLength(String length) {
    server.says("HEAD /f", HEAD, "Content-Length: " + length, "", "");

    assertThat(failure(server.url("/f"), "/v/f"))
        .startsWith(
            "HTTP error: invalid Content-Length / the server answered HEAD "
                + server.url("/f")
                + " with 200 OK and the length '");
    assertThat(volume).isEmptyDirectory();
    assertThat(server.requests()).containsExactly("HEAD /f");
  }

  @Test
  void invalidLengthInTheSecondAnswer() {
    server.says("HEAD /f", HEAD, "", "");
    server.says("GET /f", HEAD, "Content-Length: many", "", "abc");

    assertThat(failure(server.url("/f"), "/v/f"))
        .startsWith("HTTP error: invalid Content-Length / the server answered GET ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          file:///etc/passwd | Missing host name
          mailto:ada@host    | Missing host name
          http://            | Missing host name
          https:///          | Missing host name
          ftp://host/file    | Unknown URL scheme
          container:/v/f     | Missing host name
          http://host:99999/ | URL parse error: invalid port number
          http://[x]/        | URL parse error: invalid IPv6 address
          http://a b/        | URL parse error: invalid domain character
          """)
  void redirectionsToInvalidAddresses(String location, String reason) {
    server.says("HEAD /f", "HTTP/1.1 302 Found", "Location: " + location, "", "");

    assertThat(failure(server.url("/f"), "/v/f"))
        .isEqualTo(
            "HTTP error: Invalid URL: " + reason + " / the server redirects to '" + location + "'");
    assertThat(server.requests()).containsExactly("HEAD /f");
  }

  @Test
  void redirectionsOfAllKinds() throws Exception {
    server.says("HEAD /a/b", "HTTP/1.1 301 Moved", "Location: c", "", "");
    server.says("HEAD /a/c", "HTTP/1.1 303 See", "Location: ../d?q=1#x", "", "");
    server.says(
        "HEAD /d?q=1", "HTTP/1.1 307 T", "Location: //" + server.authority() + "/e", "", "");
    server.says("HEAD /e", "HTTP/1.1 308 P", "Location: ?z", "", "");
    server.says("HEAD /e?z", HEAD, "Content-Length: 0", "", "");

    move(server.url("/a/b"), "/v/f");

    assertThat(volume.resolve("f")).isEmptyFile();
    assertThat(server.requests()).last().isEqualTo("HEAD /e?z");
  }

  @Test
  void userNameIsRemovedFromTheUrlOnlyOnce() throws Exception {
    server.says("HEAD /a/user@b", HEAD, "Content-Length: 0", "", "");

    move("http://user@" + server.authority() + "/a/user@b", "/v/f");

    assertThat(server.requests()).containsExactly("HEAD /a/user@b Authorization: Basic dXNlcjo=");
  }

  @Test
  void passwordIsNotSentToAnotherServer() throws Exception {
    try (LyingServer other = LyingServer.start()) {
      other.says("HEAD /f", HEAD, "Content-Length: 0", "", "");
      server.says("HEAD /f", "HTTP/1.1 302 Found", "Location: " + other.url("/f"), "", "");

      move("http://ada:pw@" + server.authority() + "/f", "/v/f");

      assertThat(other.requests()).containsExactly("HEAD /f");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense                 | answered with 'nonsense'
          HTTP/2 200               | answered with 'HTTP/2 200'
          HTTP/1.1 99999           | answered with 'HTTP/1.1 99999'
          HTTP/1.1 200 OK¶: x      | answered with the header ': x'
          HTTP/1.1 200 OK¶no colon | answered with the header 'no colon'
          """)
  void answerThatIsNotHttp(String answer, String said) {
    server.says(
        "HEAD /f",
        answer.split("¶")[0],
        answer.contains("¶") ? answer.split("¶")[1] : "X: y",
        "",
        "");

    assertThat(failure(server.url("/f"), "/v/f"))
        .isEqualTo("HTTP error: invalid answer / the server of " + server.url("/f") + " " + said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x               | headers of more than 64 KiB
          x: y¶           | headers of more than 64 KiB
          HTTP/1.1 100 C¶¶ | more than 20 preliminary answers
          """)
  void endlessHeaders(String again, String said) {
    server.does(
        "HEAD /f",
        socket ->
            LyingServer.writeForEver(
                socket, again.startsWith("x") ? HEAD + "\r\n" : "", again.replace("¶", "\r\n")));

    assertThat(failure(server.url("/f"), "/v/f"))
        .isEqualTo(
            "HTTP error: invalid answer / the server of "
                + server.url("/f")
                + " answered with "
                + said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1;x | x    | a line of more than 4096 bytes between chunks
          zz  | ¶    | a chunk of the size 'zz'
          0¶  | x: ¶ | more than 1000 trailers
          """)
  void malformedChunks(String begin, String again, String said) {
    server.says("HEAD /f", HEAD, "", "");
    server.does(
        "GET /f",
        socket ->
            LyingServer.writeForEver(
                socket,
                HEAD + "\r\nTransfer-Encoding: chunked\r\n\r\n" + begin.replace("¶", "\r\n"),
                again.replace("¶", "\r\n")));

    assertThat(failure(server.url("/f"), "/v/f"))
        .isEqualTo(
            "HTTP error: invalid chunk / the server answered GET "
                + server.url("/f")
                + " with 200 OK and "
                + said);
  }

  /// A connection that is reset half-way is retried, unlike one that is closed.
  @Test
  void resetConnectionIsRetried() throws Exception {
    server.says("HEAD /f", HEAD, "Content-Length: 5", "", "");
    server.does("GET /f", LyingServerTest::reset);

    assertThat(failure(server.url("/f"), "/v/f"))
        .startsWith("HTTP error: io error: Os { code: 104, kind: ConnectionReset, message: ")
        .endsWith("; tried 3 times");
    assertThat(told.warnings()).hasSize(2);
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.getOutputStream().write((HEAD + "\r\nContent-Length: 5\r\n\r\nabc").getBytes(UTF_8));
  }

  @Test
  void serverThatStopsReading() throws Exception {
    Path big = volume.resolve("big");
    Files.write(big, new byte[20_000_000]);
    server.says("PUT /f", "HTTP/1.1 413 Whatever", "Content-Length: 0", "", "");

    assertThat(failure("/v/big", server.url("/f")))
        .matches(
            "HTTP error: (client error: 413 Payload Too Large|io error: Os \\{ code: (104|32),"
                + " .*\\}) / .*");
  }

  @ParameterizedTest
  @CsvSource({
    "fifo, Invalid argument (os error 22), is not a regular file",
    "link, Invalid argument (os error 22), is not a regular file",
    "dir, Is a directory (os error 21), is a directory"
  })
  void specialFileAsDestination(String name, String error, String why) throws Exception {
    Files.createDirectory(volume.resolve("dir"));
    Process made = new ProcessBuilder("mkfifo", volume.resolve("fifo").toString()).start();
    assertThat(made.waitFor()).isZero();
    Files.createSymbolicLink(volume.resolve("link"), volume.resolve("fifo"));
    server.says("HEAD /f", HEAD, "Content-Length: 1", "", "");
    server.says("GET /f", HEAD, "Content-Length: 1", "", "x");
    file("a", "x");

    for (String from : List.of(server.url("/f"), "/v/a")) {
      assertThat(failure(from, "/v/" + name))
          .startsWith("IO error: " + error + " / " + volume.resolve(name) + " " + why);
    }
    assertThat(failure("/v/" + name, server.url("/f"))).startsWith("IO error: " + error);
  }

  @Test
  void manyHashes() {
    String hash = "hash:sha3:" + "00".repeat(28) + ":";

    assertThat(failure(hash.repeat(20_000) + "/v/f", "/v/g"))
        .startsWith("Unsupported scheme: hash / ");
    assertThat(failure("hash:sha3:" + "0".repeat(2_000_000) + ":x", "/v/g"))
        .startsWith("Unsupported digest: Unsupported digest sha3 of length 8000000: 000");
  }

  @Test
  void interruptionEndsTheWaitForAServer() throws Exception {
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    server.does(
        "HEAD /f",
        socket -> {
          asked.complete(true);
          int _ = socket.getInputStream().read(); // until the other side closes
        });
    CompletableFuture<Void> moved = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                move(server.url("/f"), "/v/f");
                moved.complete(null);
              } catch (Exception e) {
                moved.completeExceptionally(e);
              }
            });
    asked.join();
    thread.interrupt();

    ExecutionException ended = catchThrowableOfType(ExecutionException.class, moved::get);
    assertThat(ended).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void nameOfAnImageDoesNotLeadOutOfTheCache() throws Exception {
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA3-224").digest());
    server.says("HEAD /a/..%2F..%2Fescaped.img", HEAD, "Content-Length: 0", "", "");

    Path image =
        new TaskPackages(folder.resolve("cache"))
            .fetch(
                "hash:sha3:" + hash + ":" + server.url("/a/..%2F..%2Fescaped.img"),
                new Transfers(false, SHORT, told));

    assertThat(image).isEqualTo(folder.resolve("cache/..%2F..%2Fescaped_" + hash + ".img"));
  }
}
