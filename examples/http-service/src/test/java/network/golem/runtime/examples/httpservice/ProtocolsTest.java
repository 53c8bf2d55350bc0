package network.golem.runtime.examples.httpservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import network.golem.runtime.testkit.RuntimeSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// TLS, HTTP/2 and WebSocket.
class ProtocolsTest extends AcmeTest {
  /// The runtime trusts whom its Java trusts.
  @Test
  void serviceBehindTlsIsReached() throws Exception {
    Pem pem = Pem.create(home);
    HttpsServer service =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      service.setHttpsConfigurator(new HttpsConfigurator(pem.server()));
      service.createContext(
          "/",
          exchange -> {
            exchange.sendResponseHeaders(299, -1);
            exchange.close();
          });
      service.start();
      String url = "https://127.0.0.1:" + service.getAddress().getPort();
      acme.write("\"to\": \"" + url + "\",");
      acme.process(home.resolve("trusting"), pem.trusted());
      RuntimeSession _ = acme.start();
      assertThat(acme.get("/acme/x").statusCode()).isEqualTo(299);
    } finally {
      service.stop(0);
    }
  }

  private static HttpClient trusting(Pem pem) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("it", pem.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).version(Version.HTTP_2).build();
  }

  private static Certificate seen(HttpResponse<?> answer) throws IOException {
    return answer.sslSession().orElseThrow().getPeerCertificates()[0];
  }

  @Test
  void httpTwoOverTlsCarriesBodies() throws Exception {
    Pem pem = Pem.create(home);
    RuntimeSession session = acme.write(pem.on(acme.port())).start();
    try (HttpClient client = trusting(pem)) {
      URI url = URI.create("https://127.0.0.1:" + acme.port() + "/acme/x");
      HttpResponse<String> answer =
          client.send(
              acme.request("/acme/x")
                  .uri(url)
                  .POST(BodyPublishers.ofByteArray(new byte[1_000_000]))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(Version.HTTP_2);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("1000000");
      assertThat(acme.upstream().last())
          .contains("\nx-forwarded-host: 127.0.0.1:" + acme.port())
          .doesNotContain("authorization");
      assertThat(
              client.send(acme.request("/").uri(url).build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      assertThat(
              client
                  .send(
                      acme.request("/").setHeader("Authorization", "Basic x").uri(url).build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(401);
    }
    session.awaitCounter(HttpService.REQUESTS, 2);
    assertThat(session.run("service", "info").stdout())
        .contains("\"certHash\":\"sha3:")
        .contains("\"portHttps\":[" + acme.port() + "]");
  }

  @Test
  void newCertificateIsUsedWithoutARestart() throws Exception {
    Pem first = Pem.create(home);
    RuntimeSession session = acme.write(first.on(acme.port())).start();
    URI url = URI.create("https://127.0.0.1:" + acme.port() + "/acme/x");
    try (HttpClient client = trusting(first)) {
      assertThat(seen(client.send(acme.request("/").uri(url).build(), BodyHandlers.ofString())))
          .isEqualTo(first.certificate());
    }
    Files.writeString(first.key(), "nonsense");
    session.awaitLog("the previous one stays");
    Pem second = Pem.create(home);
    session.awaitLog("is loaded again");
    try (HttpClient client = trusting(second)) {
      assertThat(seen(client.send(acme.request("/").uri(url).build(), BodyHandlers.ofString())))
          .isEqualTo(second.certificate());
    }
  }

  @Test
  void unusableCertificateIsRefused() throws Exception {
    Pem pem = Pem.create(home);
    Files.writeString(pem.key(), "nonsense");
    acme.write(pem.on(Acme.freePort()));
    assertThat(acme.program().test())
        .failedWith(1)
        .hasStderrContaining("the certificate " + pem.chain() + " and the key " + pem.key());
    acme.write(
        new Pem(Path.of("/no/cert"), pem.key(), pem.certificate(), pem.store())
            .on(Acme.freePort()));
    assertThat(acme.program().test())
        .failedWith(1)
        .hasStderrContaining("cannot read the certificate's file /no/cert: no such file");
  }

  @Test
  void webSocketPassesBothWays() throws Exception {
    try (EchoSocket service = new EchoSocket()) {
      RuntimeSession session =
          acme.write("\"to\": \"http://127.0.0.1:" + service.port() + "\",").start();
      BlockingQueue<String> received = new LinkedBlockingQueue<>();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .header("Authorization", Acme.USER)
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + acme.port() + "/acme/socket"),
                  new WebSocket.Listener() {
                    @Override
                    public @Nullable CompletionStage<?> onText(
                        WebSocket webSocket, CharSequence data, boolean last) {
                      received.add(data.toString());
                      webSocket.request(1);
                      return null;
                    }
                  })
              .get(10, TimeUnit.SECONDS);
      for (int i = 0; i < 100; i++) {
        var _ = socket.sendText("message " + i, true).get(10, TimeUnit.SECONDS);
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("message " + i);
      }
      socket.abort();
      assertThat(service.head())
          .startsWith("GET /socket HTTP/1.1")
          .doesNotContainIgnoringCase("authorization");
      session.awaitCounter(HttpService.REQUESTS, 1);
    }
  }

  private static String handshake(String headers) {
    return "GET /acme/socket HTTP/1.1\r\nHost: h\r\nAuthorization: "
        + Acme.USER
        + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + headers
        + "\r\n";
  }

  @Test
  void refusedWebSocketSaysWhy() throws Exception {
    var _ =
        acme.recorded(
            """
            HTTP/1.1 403 Members Only\r
            X-Reason: age\r
            Content-Length: 5\r
            \r
            sorry\
            """);
    RuntimeSession session = acme.start();
    String answers = acme.raw(handshake("") + handshake("Connection: close\r\n"));
    assertThat(answers.split("(?<=sorry)"))
        .hasSize(2)
        .allSatisfy(answer ->
            assertThat(answer)
                .startsWith("HTTP/1.1 403 Members Only\r\n")
                .contains("\r\nX-Reason: age\r\n")
                .endsWith("\r\n\r\nsorry"));
    session.awaitCounter(HttpService.REQUESTS, 2);
  }

  /// The two sides agree on compression; the proxy only passes it on.
  @Test
  void extensionsOfAWebSocketAreUpToTheService() throws Exception {
    try (EchoSocket service = new EchoSocket()) {
      RuntimeSession _ = acme.write("\"to\": \"http://127.0.0.1:" + service.port() + "\",").start();
      try (Socket socket = acme.connect()) {
        socket
            .getOutputStream()
            .write(
                handshake("Sec-WebSocket-Extensions: permessage-deflate\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(head(socket))
            .startsWith("HTTP/1.1 101 ")
            .doesNotContainIgnoringCase("sec-websocket-extensions");
      }
      assertThat(service.head()).containsIgnoringCase("permessage-deflate");
    }
  }

  /// There is no WebSocket with a body, so this is a request like any other.
  @Test
  void handshakeWithABodyIsAnUsualRequest() throws Exception {
    RawUpstream upstream = acme.recorded(Acme.OK);
    RuntimeSession _ = acme.start();
    assertThat(acme.raw(handshake("Content-Length: 4\r\nConnection: close\r\n") + "body"))
        .startsWith("HTTP/1.1 200 OK");
    assertThat(upstream.requests().getFirst())
        .endsWith("body")
        .doesNotContainIgnoringCase("\nupgrade:");
  }

  /// A stream of events may begin long before its first event.
  @Test
  void headOfAnAnswerDoesNotWaitForItsBody() throws Exception {
    var _ = acme.recorded("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n");
    RuntimeSession _ = acme.start();
    try (Socket socket = acme.connect()) {
      socket
          .getOutputStream()
          .write(
              ("GET /acme/x HTTP/1.1\r\nHost: h\r\nAuthorization: " + Acme.USER + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(head(socket)).startsWith("HTTP/1.1 200 OK").contains("text/event-stream");
    }
  }

  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return head.toString();
  }
}
