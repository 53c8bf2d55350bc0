package network.golem.runtime.examples.httpservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Connections that are used for several requests: those of clients, and those to the service.
class KeptConnectionsTest extends AcmeTest {
  /// Ends an answer after which the connection is closed.
  private static final String CLOSED = "(closed)";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private ServerSocket service;

  @BeforeEach
  void listen() throws IOException {
    service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    acme.write("\"cpuThreads\": 1, \"to\": \"http://127.0.0.1:" + service.getLocalPort() + "\",");
  }

  @AfterEach
  void close() throws IOException {
    service.close();
  }

  /// Serves connections one after another.
  ///
  /// @param connections what is answered to the requests of each
  private void serve(List<List<String>> connections) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            for (List<String> answers : connections) {
              Socket client = service.accept();
              Thread.ofVirtual().start(() -> answer(client, answers));
            }
          } catch (IOException _) {
            // the test has ended
          }
        });
  }

  private void answer(Socket client, List<String> answers) {
    try (client) {
      for (String answer : answers) {
        requests.add(head(client.getInputStream()).lines().findFirst().orElseThrow());
        client
            .getOutputStream()
            .write(answer.replace(CLOSED, "").getBytes(StandardCharsets.US_ASCII));
        if (answer.endsWith(CLOSED)) {
          return;
        }
      }
      byte[] _ = client.getInputStream().readAllBytes();
    } catch (IOException _) {
      // the proxy has closed the connection
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ends");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String request(String line, String more) {
    return line + " HTTP/1.1\r\nHost: h\r\nAuthorization: " + Acme.USER + "\r\n" + more + "\r\n";
  }

  @Test
  void requestThatMeetsAClosedConnectionIsSentAgain() throws Exception {
    serve(List.of(List.of(ok("1"), CLOSED), List.of(ok("2"))));
    RuntimeSession session = acme.start();
    assertThat(acme.get("/acme/a").body()).isEqualTo("1");
    assertThat(acme.get("/acme/b").body()).isEqualTo("2");
    assertThat(requests).containsExactly("GET /a HTTP/1.1", "GET /b HTTP/1.1", "GET /b HTTP/1.1");
    session.awaitCounter(HttpService.REQUESTS, 2);
  }

  /// The service may have done what it was asked to do.
  @Test
  void requestThatIsNotIdempotentIsNotSentAgain() throws Exception {
    serve(List.of(List.of(ok("1"), CLOSED), List.of(ok("2"))));
    RuntimeSession _ = acme.start();
    assertThat(acme.get("/acme/a").body()).isEqualTo("1");
    assertThat(acme.raw(request("POST /acme/b", "Content-Length: 0\r\nConnection: close\r\n")))
        .startsWith("HTTP/1.1 502 ");
    assertThat(requests).containsExactly("GET /a HTTP/1.1", "POST /b HTTP/1.1");
  }

  @Test
  void freshConnectionThatIsClosedIsABadGateway() throws Exception {
    serve(List.of(List.of(CLOSED), List.of(ok("2"))));
    RuntimeSession _ = acme.start();
    assertThat(acme.get("/acme/a").statusCode()).isEqualTo(502);
  }

  /// It must not become the answer to somebody else's request.
  @Test
  void secondAnswerToARequestIsNobodys() throws Exception {
    serve(List.of(List.of(ok("1") + ok("surplus"), ok("x")), List.of(ok("2"))));
    RuntimeSession _ = acme.start();
    assertThat(
            acme.raw(request("GET /acme/a", "") + request("GET /acme/b", "Connection: close\r\n")))
        .endsWith("\r\n\r\n2")
        .doesNotContain("surplus");
  }

  @Test
  void requestsOfOneConnectionAreAnsweredInTheirOrder() throws Exception {
    RawUpstream upstream = acme.recorded(Acme.OK);
    RuntimeSession session = acme.start();
    String answers =
        acme.raw(
            request("GET /acme/1", "")
                + request("POST /acme/2", "Content-Length: 4\r\n")
                + "body"
                + request("GET /other", "")
                + request("POST /acme/4", "Transfer-Encoding: chunked\r\n")
                + "3\r\nabc\r\n0\r\n\r\n"
                + request("GET /acme/5", "Connection: close\r\n")
                + request("GET /acme/6", ""));
    assertThat(
            answers
                .lines()
                .filter(line -> line.contains("HTTP/1.1 "))
                .map(line -> line.replaceFirst(".*HTTP/1.1 ", "")))
        .containsExactly("200 OK", "200 OK", "404 Not Found", "200 OK", "200 OK");
    assertThat(upstream.requests())
        .extracting(request -> request.lines().findFirst().orElseThrow())
        .containsExactly(
            "GET /1 HTTP/1.1", "POST /2 HTTP/1.1", "POST /4 HTTP/1.1", "GET /5 HTTP/1.1");
    session.awaitCounter(HttpService.REQUESTS, 4);
  }

  @Test
  void clientMaySendHundredsOfRequestsAtOnce() throws Exception {
    var _ = acme.recorded(Acme.OK);
    RuntimeSession session = acme.start();
    String answers =
        acme.raw(
            request("GET /acme/x", "").repeat(499)
                + request("GET /acme/x", "Connection: close\r\n"));
    assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(501);
    session.awaitCounter(HttpService.REQUESTS, 500);
  }

  /// HTTP/1.0 has no chunks: the end of the connection is the end of the answer.
  @Test
  void clientOfHttpOneZeroGetsNoChunks() throws Exception {
    serve(
        List.of(
            List.of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")));
    RuntimeSession _ = acme.start();
    assertThat(
            acme.raw(
                "GET /acme/a HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\nAuthorization: "
                    + Acme.USER
                    + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("\r\n\r\nok")
        .doesNotContainIgnoringCase("transfer-encoding")
        .doesNotContainIgnoringCase("keep-alive");
  }

  @Test
  void hintsBeforeTheAnswerAreNotTheAnswer() throws Exception {
    serve(List.of(List.of("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + ok("1"), ok("2"))));
    RuntimeSession _ = acme.start();
    assertThat(acme.get("/acme/a").body()).isEqualTo("1");
    assertThat(acme.get("/acme/b").body()).isEqualTo("2");
  }

  @Test
  void clientMayWaitBeforeItSendsABody() throws Exception {
    RawUpstream upstream = acme.recorded(Acme.OK);
    RuntimeSession _ = acme.start();
    try (Socket client = acme.connect()) {
      client
          .getOutputStream()
          .write(
              request("PUT /acme/a", "Content-Length: 4\r\nExpect: 100-continue\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(head(client.getInputStream())).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      client.getOutputStream().write("body".getBytes(StandardCharsets.US_ASCII));
      assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 200 OK\r\n");
    }
    assertThat(upstream.requests().getFirst()).endsWith("body").doesNotContain("100-continue");
  }

  /// What is cut off must not look complete.
  @Test
  void answerThatEndsEarlyIsCutOff() throws Exception {
    String begun = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbegun\r\n";
    serve(List.of(List.of(begun + CLOSED)));
    RuntimeSession _ = acme.start();
    assertThat(acme.raw(request("GET /acme/a", "")))
        .startsWith("HTTP/1.1 200 OK")
        .endsWith("\r\n5\r\nbegun\r\n");
  }

  /// Some services send a body with their answer to HEAD.
  @Test
  void bytesThatNobodyHasAskedForAreNobodys() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    serve(List.of(List.of(head + "HTTP/1.1 200 OK\r\nX-Rest: ", ok("x")), List.of(ok("2"))));
    RuntimeSession _ = acme.start();
    HttpResponse<String> _ =
        acme.send(acme.request("/acme/a").method("HEAD", BodyPublishers.noBody()));
    assertThat(acme.get("/acme/b").body()).isEqualTo("2");
  }

  /// An answer may take any time as long as something comes.
  @Test
  void answerThatGoesOnIsNotCutOff() throws Exception {
    acme.write(
        "\"limits\": {\"idleSeconds\": 0.5}, \"responseTimeout\": 1, \"to\": \"http://127.0.0.1:"
            + service.getLocalPort()
            + "\",");
    CountDownLatch enough = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(() -> {
          try (Socket client = service.accept()) {
            String _ = head(client.getInputStream());
            OutputStream out = client.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!enough.await(100, TimeUnit.MILLISECONDS)) {
              out.write("event\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write("last\n".getBytes(StandardCharsets.US_ASCII));
          } catch (IOException | InterruptedException _) {
            // the proxy has closed the connection
          }
        });
    RuntimeSession _ = acme.start();
    HttpResponse<Stream<String>> answer =
        acme.send(acme.request("/acme/a"), BodyHandlers.ofLines());
    Iterator<String> lines = answer.body().iterator();
    for (int i = 0; i < 80; i++) { // for longer than any limit
      assertThat(lines.next()).isEqualTo("event");
    }
    enough.countDown();
    String last = lines.next();
    while (lines.hasNext()) {
      last = lines.next();
    }
    assertThat(last).isEqualTo("last");
  }
}
