package network.golem.runtime.examples.httpservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The clients that people use, and very many of them. With `-Dgolem.clients=required`, it fails if
/// one is missing instead of being skipped.
class RealClientsTest extends AcmeTest {
  private static final boolean REQUIRED = "required".equals(System.getProperty("golem.clients"));
  private static final int REQUESTS = Integer.getInteger("golem.test.http.requests", 5000);
  private static final int IDLE = Integer.getInteger("golem.test.http.idle", 500);

  /// What a client prints; it must succeed.
  private static String call(String... line) throws IOException, InterruptedException {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, line[0])));
    assumeTrue(REQUIRED || there, () -> "SKIPPED: " + line[0] + " is not installed");
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).describedAs(printed).isZero();
    return printed;
  }

  @ParameterizedTest
  @CsvSource({"--http1.1, false, 1.1", "--http2-prior-knowledge, false, 2", "--http2, true, 2"})
  void curlIsAnswered(String option, boolean secure, String version) throws Exception {
    Pem pem = Pem.create(home);
    if (secure) {
      acme.write(pem.on(acme.port()));
    }
    RuntimeSession session = acme.start();
    String url = acme.url("/acme/x").toString().replaceFirst("http", secure ? "https" : "http");
    String[] line = {
      "curl", "-sS", option, "--cacert", pem.chain().toString(), "-u", "alice:wonderland"
    };
    assertThat(
            call(
                Stream.concat(
                        Arrays.stream(line),
                        Stream.of("-w", " %{http_code} %{http_version}", "-d", "twelve bytes", url))
                    .toArray(String[]::new)))
        .isEqualTo("12 200 " + version);
    session.awaitCounter(HttpService.REQUESTS, 1);
  }

  @ParameterizedTest
  @CsvSource({"--h1", "--no-tls-proto=h2c"})
  void countOfManyRequestsIsExact(String protocol) throws Exception {
    var _ = acme.recorded(Acme.OK);
    RuntimeSession session = acme.start();
    String printed =
        call(
            "h2load",
            protocol,
            "-n",
            Integer.toString(REQUESTS),
            "-c",
            "32",
            "-m",
            "4",
            "-H",
            "Authorization: " + Acme.USER,
            acme.url("/acme/x").toString());
    assertThat(printed)
        .contains("status codes: " + REQUESTS + " 2xx, 0 3xx, 0 4xx, 0 5xx")
        .contains(REQUESTS + " succeeded, 0 failed");
    assertThat(session.run("user", "stats", "alice")).hasStdout("{\"/acme/x\":" + REQUESTS + "}\n");
    assertThat(session.shutdown().code()).isZero();
    assertThat(session.counter(HttpService.REQUESTS)).isEqualTo((double) REQUESTS);
  }

  /// Others are still served, as long as the system lets the process open files.
  @Test
  void idleConnectionsDisturbNobody() throws Exception {
    acme.process(home.resolve("acme"));
    RuntimeSession _ = acme.start();
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < IDLE; i++) {
        idle.add(acme.connect());
      }
      assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
      Socket last = idle.getLast();
      last.getOutputStream()
          .write("GET /acme HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(last.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 401");
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }
}
