package network.golem.runtime.examples.httpservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests that two servers might read differently, and what of them reaches the service.
class HostileRequestsTest extends AcmeTest {
  private RawUpstream upstream;

  @BeforeEach
  void prepare() throws IOException {
    upstream = acme.recorded(Acme.OK);
    RuntimeSession _ = acme.start();
  }

  /// A request with the credentials of a user, and a second one behind it, after which the
  /// connection is closed.
  private String send(String line, String headers, String body) throws IOException {
    return acme.raw(
        line
            + "\r\nHost: h\r\nAuthorization: "
            + Acme.USER
            + "\r\n"
            + headers
            + "\r\n"
            + body
            + "GET /acme/last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  }

  private List<String> lines() {
    return upstream.requests().stream()
        .map(request -> request.lines().findFirst().orElseThrow())
        .toList();
  }

  @Test
  void bothLengthsAreOneRequestOrNone() throws IOException {
    String smuggled = "GET /acme/smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
    String answers =
        send(
            "POST /acme/a HTTP/1.1",
            "Content-Length: " + (5 + smuggled.length()) + "\r\nTransfer-Encoding: chunked\r\n",
            "0\r\n\r\n" + smuggled);
    assertThat(lines()).doesNotContain("GET /smuggled HTTP/1.1");
    assertThat(upstream.requests())
        .allSatisfy(request ->
            assertThat(request)
                .doesNotContainIgnoringCase("content-length: " + (5 + smuggled.length())));
    assertThat(answers).doesNotContain("HTTP/1.1 500");
  }

  @Test
  void differentLengthsAreRefused() throws IOException {
    assertThat(send("POST /acme/a HTTP/1.1", "Content-Length: 1\r\nContent-Length: 2\r\n", "xy"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(send("POST /acme/a HTTP/1.1", "Content-Length: +1\r\n", "x"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(send("POST /acme/a HTTP/1.1", "Content-Length: -1\r\n", ""))
        .startsWith("HTTP/1.1 400 ");
    assertThat(lines()).isEmpty();
  }

  @Test
  void unknownEncodingsAreRefused() throws IOException {
    for (String encoding : new String[] {"xchunked", "chunked, identity", "identity", "gzip"}) {
      assertThat(
              send(
                  "POST /acme/a HTTP/1.1",
                  "Transfer-Encoding: " + encoding + "\r\n",
                  "1\r\nx\r\n0\r\n\r\n"))
          .describedAs(encoding)
          .matches("(?s)HTTP/1.1 (400|501) .*");
    }
    assertThat(lines()).isEmpty();
  }

  @Test
  void malformedChunksDoNotBecomeRequests() throws IOException {
    for (String chunk :
        new String[] {"1\nx\n0\n\n", "zz\r\nx\r\n0\r\n\r\n", "1 ;\n\r\nx\r\n0\r\n\r\n"}) {
      String _ = send("POST /acme/a HTTP/1.1", "Transfer-Encoding: chunked\r\n", chunk);
    }
    assertThat(lines()).allSatisfy(line -> assertThat(line).startsWith("POST /a "));
  }

  @Test
  void foldedHeadersReachTheServiceOnOneLineOrNotAtAll() throws IOException {
    String _ = send("GET /acme/a HTTP/1.1", "X-A: b\r\n folded: c\r\n", "");
    assertThat(upstream.requests())
        .allSatisfy(request -> assertThat(request).doesNotContain("\r\n folded"));
  }

  @Test
  void neitherPathsNorReturnsAddAHeader() throws IOException {
    String _ = send("GET /acme/a%0d%0aX-Injected:%20c HTTP/1.1", "", "");
    String _ = send("GET /acme/a HTTP/1.1", "X-A: b\rX-Injected: c\r\n", "");
    assertThat(upstream.requests())
        .allSatisfy(request -> assertThat(names(request)).doesNotContain("x-injected"));
  }

  /// A server may take a bare line feed for the end of a line. What follows is then a header of the
  /// client's own, which it could have written anyway, and no second request.
  @Test
  void bareLineFeedEndsALineAtMost() throws IOException {
    String _ = send("GET /acme/a HTTP/1.1", "X-A: b\nX-Injected: c\r\n", "");
    assertThat(upstream.requests())
        .hasSizeLessThanOrEqualTo(1)
        .allSatisfy(request ->
            assertThat(names(request))
                .isSubsetOf(
                    "host", "x-a", "x-injected", "x-forwarded-for", "x-forwarded-host", ""));
  }

  private static List<String> names(String request) {
    return request.lines().skip(1).map(line -> line.replaceFirst(":.*", "")).toList();
  }

  @Test
  void headersNamedByConnectionStayHere() throws IOException {
    assertThat(
            send(
                "GET /acme/a HTTP/1.1",
                "X-Hop: 1\r\nConnection: x-hop, keep-alive\r\nKeep-Alive: 5\r\nProxy-Authorization:"
                    + " x\r\n",
                ""))
        .startsWith("HTTP/1.1 200 ");
    assertThat(upstream.requests().getFirst().toLowerCase(Locale.ROOT))
        .doesNotContain("x-hop")
        .doesNotContain("keep-alive")
        .doesNotContain("proxy-authorization");
  }

  /// Without its length, the body would be the next request.
  @Test
  void connectionCannotNameWhatFramesTheBody() throws IOException {
    String smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
    for (String named : new String[] {"content-length", "transfer-encoding", "host"}) {
      String _ =
          send(
              "POST /acme/a HTTP/1.1",
              "Connection: " + named + "\r\nContent-Length: " + smuggled.length() + "\r\n",
              smuggled);
    }
    assertThat(lines()).doesNotContain("GET /smuggled HTTP/1.1");
    assertThat(upstream.requests())
        .filteredOn(request -> request.startsWith("POST"))
        .hasSize(3)
        .allSatisfy(request ->
            assertThat(request.toLowerCase(Locale.ROOT))
                .contains("\r\ncontent-length: " + smuggled.length() + "\r\n", "\r\nhost: h\r\n"));
  }

  @Test
  void connectIsRefused() throws IOException {
    assertThat(send("CONNECT /acme/a HTTP/1.1", "", "")).startsWith("HTTP/1.1 501 ");
    assertThat(send("CONNECT h:80 HTTP/1.1", "", "")).matches("(?s)HTTP/1.1 (404|501) .*");
    assertThat(lines()).doesNotContain("CONNECT /a HTTP/1.1");
  }

  /// What clients take up must not end the activity.
  @Test
  void moreClientsThanFilesDoNotEndTheRuntime() throws Exception {
    acme.close();
    acme = new Acme(home);
    Path script = home.resolve("few-files");
    acme.process(script);
    Files.writeString(script, Files.readString(script).replace("\nexec", "\nulimit -n 120\nexec"));
    RuntimeSession session = acme.start();
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      clients.add(acme.connect());
    }
    Thread.sleep(Duration.ofSeconds(2)); // the runtime looks at its parent several times
    for (Socket client : clients) {
      client.close();
    }
    String answer = "";
    while (answer.isEmpty()) { // until the proxy has noticed
      try {
        answer = acme.raw("GET /acme HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      } catch (SocketException e) {
        // reset, because it was closed before the request was read
      }
    }
    assertThat(answer).startsWith("HTTP/1.1 401 ");
    assertThat(session.shutdown().code()).isZero();
  }

  @Test
  void strangePathsArriveAsWritten() throws IOException {
    for (String[] mapped :
        new String[][] {
          {"/acme//x", "//x"},
          {"/acme/./x", "/./x"},
          {"/acme/%2e/y", "/%2e/y"},
          {"/acme/a/../y", "/a/../y"},
          {"http://other/acme/abs", "/abs"},
          {"/acme/a%00b", "/a%00b"},
        }) {
      int before = upstream.requests().size();
      assertThat(send("GET " + mapped[0] + " HTTP/1.1", "", ""))
          .describedAs(mapped[0])
          .startsWith("HTTP/1.1 200 ");
      assertThat(lines().get(before)).isEqualTo("GET " + mapped[1] + " HTTP/1.1");
    }
    for (String path : new String[] {"/acme/..", "/acme/..//x", "/acme\\..\\x", "acme", "*"}) {
      assertThat(send("GET " + path + " HTTP/1.1", "", ""))
          .describedAs(path)
          .matches("(?s)HTTP/1.1 40[04] .*");
    }
  }

  @Test
  void requestWithoutOrWithTwoHostsIsRefused() throws IOException {
    assertThat(
            acme.raw(
                "GET /acme/a HTTP/1.1\r\nAuthorization: "
                    + Acme.USER
                    + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(send("GET /acme/a HTTP/1.1", "Host: other\r\n", "")).startsWith("HTTP/1.1 400 ");
    assertThat(lines()).isEmpty();
  }

  @Test
  void tooLongHeadersAreRefused() throws IOException {
    assertThat(send("GET /acme/a HTTP/1.1", "X-A: " + "a".repeat(20_000) + "\r\n", ""))
        .startsWith("HTTP/1.1 431 ");
    assertThat(send("GET /acme/" + "a".repeat(10_000) + " HTTP/1.1", "", ""))
        .startsWith("HTTP/1.1 414 ");
  }

  /// Services believe these headers, because only proxies set them; some read underscores as
  /// hyphens.
  @Test
  void whatOnlyAProxySaysIsNotBelieved() throws IOException {
    assertThat(
            send(
                "GET /acme/a HTTP/1.1",
                """
                Forwarded: for=6.6.6.6\r
                X-Real-IP: 6.6.6.6\r
                X-Forwarded-For: 6.6.6.6\r
                x_forwarded_for: 6.6.6.6\r
                X-Forwarded-Proto: spoofed\r
                X-Forwarded-Port: spoofed\r
                X-Forwarded-Prefix: /spoofed\r
                X-Client-IP: 6.6.6.6\r
                Client-IP: 6.6.6.6\r
                X.Forwarded.For: 6.6.6.6\r
                X-Remote_User: spoofed\r
                True_Client-IP: 6.6.6.6\r
                X-Original-URL: /spoofed\r
                X-Rewrite-URL: /spoofed\r
                Proxy: http://spoofed\r
                Transfer_Encoding: spoofed\r
                content_length: 6666\r
                Api_Key: kept\r
                """,
                ""))
        .startsWith("HTTP/1.1 200 ");
    String seen = upstream.requests().getFirst().toLowerCase(Locale.ROOT);
    assertThat(seen)
        .contains(
            "\r\nx-forwarded-for: 127.0.0.1\r\n",
            "\r\nx-forwarded-proto: http\r\n",
            "\r\napi_key: kept\r\n")
        .doesNotContain("6.6.6.6", "spoofed", "6666");
  }

  /// What a silent client takes up is a connection, too.
  @Test
  void clientsThatSendNothingAreLimited() throws IOException {
    acme.close();
    acme = new Acme(home);
    RuntimeSession _ = acme.write("\"limits\": {\"connections\": 3},").start();
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      silent.add(acme.connect());
    }
    try (Socket further = acme.connect()) {
      assertThat(further.getInputStream().read()).isEqualTo(-1);
    }
    silent.getFirst().close();
    String answer = "";
    while (answer.isEmpty()) { // until the proxy has noticed
      try {
        answer = acme.raw("GET /acme HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      } catch (SocketException e) {
        // reset, because it was closed before the request was read
      }
    }
    assertThat(answer).startsWith("HTTP/1.1 401 ");
    for (Socket socket : silent) {
      socket.close();
    }
  }

  @Test
  void clientsThatSendNothingAreClosed() throws IOException {
    acme.close();
    acme = new Acme(home);
    RuntimeSession _ =
        acme.write("\"limits\": {\"idleSeconds\": 0.3}, \"responseTimeout\": 600000,").start();
    try (Socket silent = acme.connect()) {
      silent.setSoTimeout(20_000);
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }
}
