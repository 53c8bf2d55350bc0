package network.golem.runtime.examples.httpservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.Test;

/// The proxy, with a server behind it.
class ProxyTest extends AcmeTest {
  @Test
  void onlyUsersAreLetIn() throws Exception {
    RuntimeSession session = acme.start();
    for (String header :
        new String[] {
          Acme.basic("alice", "wrong"),
          Acme.basic("nobody", "wonderland"),
          "Bearer x",
          "Basic !",
          "Basic YWxpY2U="
        }) {
      HttpResponse<String> refused =
          acme.send(acme.request("/acme/x").setHeader("Authorization", header));
      assertThat(refused.statusCode()).describedAs(header).isEqualTo(401);
      assertThat(refused.headers().firstValue("www-authenticate"))
          .hasValue("Basic realm=\"Service access\"");
      assertThat(refused.body()).isEmpty();
    }
    assertThat(acme.send(HttpRequest.newBuilder(acme.url("/acme/x"))).statusCode()).isEqualTo(401);
    assertThat(acme.send(HttpRequest.newBuilder(acme.url("/other"))).statusCode()).isEqualTo(404);
    assertThat(acme.upstream().requests()).isEmpty();
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
    session.awaitCounter(HttpService.REQUESTS, 1);
  }

  /// The client sends ten bytes of a thousand, and then waits.
  @Test
  void answerThatComesBeforeTheBodyIsPassedOn() throws Exception {
    RawUpstream _ = acme.hasty("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno");
    RuntimeSession session = acme.start();
    String answer =
        acme.raw(
            "PUT /acme/x HTTP/1.1\r\nHost: h\r\nAuthorization: "
                + Acme.USER
                + "\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n0123456789");
    assertThat(answer).startsWith("HTTP/1.1 413 ").endsWith("\r\n\r\nno");
    session.awaitCounter(HttpService.REQUESTS, 1);
  }

  @Test
  void pathsAreMappedAsWritten() throws Exception {
    RuntimeSession _ = acme.start();
    for (String[] mapped :
        new String[][] {
          {"/acme", "/"},
          {"/acme/", "/"},
          {"/acme?q=1", "/?q=1"},
          {"/acme/x/?a=%2F..", "/x/?a=%2F.."},
          {"/acme/%2e/y", "/%2e/y"},
          {"/acme/a/../y", "/a/../y"}
        }) {
      assertThat(acme.get(mapped[0]).statusCode()).isEqualTo(200);
      assertThat(acme.upstream().last().lines().findFirst()).hasValue("GET " + mapped[1]);
    }
    assertThat(acme.get("/acmeX/y").statusCode()).isEqualTo(404);
    assertThat(acme.get("/Acme/y").statusCode()).isEqualTo(404);
    int before = acme.upstream().requests().size();
    for (String path :
        new String[] {
          "/acme/../y", "/acme/a/%2e%2E/../y", "/acme/x%2f..%2f..%2fy", "/acme/%252e./"
        }) {
      assertThat(acme.get(path).statusCode()).describedAs(path).isEqualTo(400);
    }
    assertThat(acme.upstream().requests()).hasSize(before);
  }

  @Test
  void serviceSeesTheClientButNotItsPassword() throws Exception {
    RuntimeSession _ = acme.start();
    HttpResponse<String> answer =
        acme.send(
            acme.request("/acme/x")
                .header("X-Forwarded-For", "1.2.3.4")
                .header("X-Forwarded-Host", "evil")
                .header("TE", "trailers")
                .header("X-Own", "kept"));
    assertThat(answer.headers().firstValue("x-service")).hasValue("yes");
    assertThat(acme.upstream().last())
        .contains("\nx-own: kept")
        .contains("\nx-forwarded-for: 127.0.0.1")
        .contains("\nx-forwarded-host: 127.0.0.1:" + acme.port())
        .contains("\nhost: 127.0.0.1:" + acme.port())
        .doesNotContain("authorization")
        .doesNotContain("1.2.3.4")
        .doesNotContain("evil")
        .doesNotContain("\nte:");
  }

  @Test
  void passwordIsPassedOnIfTheFileAsksForIt() throws Exception {
    RuntimeSession _ = acme.write("\"passAuthorization\": true,").start();
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
    assertThat(acme.upstream().last()).contains("\nauthorization: " + Acme.USER);
  }

  @Test
  void bodiesStreamBothWays() throws Exception {
    RuntimeSession _ = acme.start();
    byte[] large = new byte[32 * 1024 * 1024];
    Arrays.fill(large, (byte) 'x');
    assertThat(acme.send(acme.request("/acme/up").PUT(BodyPublishers.ofByteArray(large))).body())
        .isEqualTo(Integer.toString(large.length));
    assertThat(
            acme.send(
                    acme.request("/acme/up")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                .body())
        .isEqualTo(Integer.toString(large.length));
    assertThat(acme.get("/acme/download?" + large.length).body()).hasSize(large.length);
    assertThat(acme.send(acme.request("/acme/up").method("HEAD", BodyPublishers.noBody())).body())
        .isEmpty();
    assertThat(acme.get("/acme/status?204").statusCode()).isEqualTo(204);
    assertThat(acme.get("/acme/status?304").statusCode()).isEqualTo(304);
    assertThat(acme.get("/acme/status?503").statusCode()).isEqualTo(503);
  }

  @Test
  void tooLargeABodyIsRefused() throws Exception {
    RuntimeSession _ = acme.write("\"limits\": {\"bodyBytes\": 1000},").start();
    assertThat(
            acme.send(acme.request("/acme/up").PUT(BodyPublishers.ofByteArray(new byte[1000])))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            acme.send(acme.request("/acme/up").PUT(BodyPublishers.ofByteArray(new byte[1001])))
                .statusCode())
        .isEqualTo(413);
    assertThat(
            acme.raw(
                "PUT /acme/up HTTP/1.1\r\nHost: h\r\nAuthorization: "
                    + Acme.USER
                    + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n"
                    + "x".repeat(1024)
                    + "\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void deadServiceIsABadGatewayUntilItIsBack() throws Exception {
    RuntimeSession session = acme.start();
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
    int port = acme.upstream().port();
    acme.upstream().close();
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(502);
    try (Upstream _ = new Upstream(port)) {
      assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
    }
    session.awaitCounter(HttpService.REQUESTS, 3);
  }

  @Test
  void silentServiceIsATimeout() throws Exception {
    RuntimeSession session = acme.write("\"responseTimeout\": 300,").start();
    assertThat(acme.get("/acme/hang").statusCode()).isEqualTo(504);
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
    session.awaitCounter(HttpService.REQUESTS, 2);
  }

  @Test
  void slowClientIsATimeout() throws Exception {
    RuntimeSession _ = acme.write("\"requestTimeout\": 300,").start();
    assertThat(
            acme.raw(
                "PUT /acme/up HTTP/1.1\r\nHost: h\r\nAuthorization: "
                    + Acme.USER
                    + "\r\nContent-Length: 10\r\n\r\nfive!"))
        .startsWith("HTTP/1.1 408 ");
  }

  @Test
  void allAddressesOfAListAreOpened() throws Exception {
    int other = Acme.freePort();
    acme.write("\"bindHttp\": [\"127.0.0.1:" + acme.port() + "\", \"127.0.0.1:" + other + "\"],");
    RuntimeSession _ = acme.start();
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
    URI second = URI.create("http://127.0.0.1:" + other + "/acme/x");
    assertThat(
            acme.send(HttpRequest.newBuilder(second).header("Authorization", Acme.USER))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void anyFreePortIsTheOneThatServiceInfoNames() throws Exception {
    acme.write("\"bindHttp\": [\"127.0.0.1:0\", \"127.0.0.1:0\"],");
    RuntimeSession session = acme.program().start();
    String info = session.run("service", "info").stdout();
    Matcher ports = Pattern.compile("\"portHttp\":\\[([0-9]+),([0-9]+)]").matcher(info);
    assertThat(ports.find()).as(info).isTrue();
    for (int i = 1; i <= 2; i++) {
      URI url = URI.create("http://127.0.0.1:" + ports.group(i) + "/acme/x");
      assertThat(acme.send(HttpRequest.newBuilder(url)).statusCode()).isEqualTo(401);
    }
  }

  /// The proxy is loaded only after `start`, but the port is open.
  @Test
  void clientThatComesBeforeTheProxyIsAnswered() throws Exception {
    RuntimeSession session = acme.program().start();
    assertThat(session.awaitStart()).succeeded();
    assertThat(acme.send(HttpRequest.newBuilder(acme.url("/acme/x"))).statusCode()).isEqualTo(401);
  }

  @Test
  void busyPortIsReportedInOneSentence() {
    RuntimeSession _ = acme.start();
    try (RuntimeProgram second =
        RuntimeProgram.of(HttpService.class, "acme")
            .withEnvironment("XDG_CONFIG_HOME=" + home.resolve("config"))) {
      assertThat(second.deploy()).succeeded();
      RuntimeSession refused = second.starting();
      assertThat(refused.awaitStart())
          .wasRefused(Code.INTERNAL)
          .hasMessage(
              "cannot listen on 127.0.0.1:"
                  + acme.port()
                  + ": address already in use, by another activity of this service or by another"
                  + " program");
      assertThat(refused.shutdown().code()).isEqualTo(1);
    }
  }

  @Test
  void runningRequestsFinishAtTheEnd() throws Exception {
    RuntimeSession session = acme.start();
    CompletableFuture<Integer> running =
        CompletableFuture.supplyAsync(() -> {
          try {
            return acme.get("/acme/hang").statusCode();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    session.awaitCounter(HttpService.REQUESTS, 1);
    CompletableFuture<?> end = CompletableFuture.runAsync(session::shutdown);
    acme.upstream().released.countDown();
    assertThat(running.get()).isEqualTo(200);
    end.get();
    assertThat(session.counter(HttpService.REQUESTS)).isEqualTo(1);
    assertThatThrownBy(() -> acme.get("/acme/x")).isInstanceOf(IOException.class);
  }
}
