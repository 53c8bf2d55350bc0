package network.golem.runtime.examples.httpservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is counted, and what a count survives.
class CountingTest extends AcmeTest {
  private static final int CLIENTS = 16;

  /// How often the runtime is killed.
  private static final int DEATHS = Integer.getInteger("golem.test.http.deaths", 1);

  private static final byte[] REQUEST =
      ("GET /acme/x HTTP/1.1\r\nHost: h\r\nAuthorization: " + Acme.USER + "\r\n\r\n")
          .getBytes(StandardCharsets.US_ASCII);

  @BeforeEach
  void prepare() throws IOException {
    var _ = acme.recorded(Acme.OK);
  }

  /// Clients that make requests one after another, until they have made so many, or the connection
  /// ends.
  private final class Load {
    final AtomicLong answered = new AtomicLong();
    final CountDownLatch begun = new CountDownLatch(200);
    private final List<Thread> clients = new ArrayList<>();

    Load(int each) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Thread.ofVirtual().start(() -> client(each)));
      }
    }

    private void client(int requests) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), acme.port())) {
        InputStream in = socket.getInputStream();
        for (int i = 0; i < requests; i++) {
          socket.getOutputStream().write(REQUEST);
          if (in.read() < 0) {
            return;
          }
          answered.incrementAndGet(); // the first byte is there
          begun.countDown();
          int last = 0;
          for (int next = in.read(); next != 'k' || last != 'o'; next = in.read()) {
            if (next < 0) {
              return;
            }
            last = next;
          }
        }
      } catch (IOException _) {
        // the runtime has been killed
      }
    }

    long await() throws InterruptedException {
      for (Thread client : clients) {
        client.join();
      }
      return answered.get();
    }
  }

  @Test
  void countIsExactUnderLoad() throws Exception {
    RuntimeSession session = acme.start();
    long answered = new Load(500).await();
    assertThat(answered).isEqualTo(CLIENTS * 500L);
    assertThat(session.run("user", "stats", "alice")).hasStdout("{\"/acme/x\":" + answered + "}\n");
    session.awaitCounter(HttpService.REQUESTS, (double) answered);
    assertThat(session.shutdown().code()).isZero();
    assertThat(session.counter(HttpService.REQUESTS)).isEqualTo((double) answered);
  }

  /// The proxy is loaded after `start`, and must not leave its port open if that fails.
  @Test
  void storeThatCannotBeOpenedFailsTheRuntimeAndFreesThePort() throws Exception {
    Files.createDirectory(acme.program().workdir().resolve("requests.db"));
    RuntimeSession session = acme.program().start();
    session.awaitLog("service failed: ");
    assertThat(session.run("user", "list")).wasRefused(Code.INTERNAL);
    assertThat(session.shutdown().code()).isEqualTo(1);
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), acme.port()));
    }
  }

  @Test
  void totalOutlivesUsersAndProcesses() throws Exception {
    RuntimeSession session = acme.start();
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
    assertThat(session.run("user", "remove", "alice")).succeeded();
    assertThat(session.run("user", "add", "alice", "wonderland")).succeeded();
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
    session.awaitCounter(HttpService.REQUESTS, 3);
    assertThat(session.shutdown().code()).isZero();

    RuntimeSession again = acme.program().start();
    assertThat(again.run("user", "list")).hasStdout("[]\n");
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(401);
    assertThat(again.run("user", "add", "alice", "wonderland")).succeeded();
    assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
    again.awaitCounter(HttpService.REQUESTS, 4);
    assertThat(again.counter(HttpService.REQUESTS)).isEqualTo(4);
  }

  @Test
  void killedUnderLoadItHasCountedWhatItHasAnswered() throws Exception {
    acme.process(home.resolve("acme"));
    long atLeast = 0;
    long atMost = 0;
    for (int i = 0; i < DEATHS; i++) {
      RuntimeSession session = acme.start();
      Load load = new Load(Integer.MAX_VALUE);
      load.begun.await();
      ProcessHandle.current()
          .descendants()
          .filter(process -> process.info().command().orElse("").endsWith("/java"))
          .forEach(ProcessHandle::destroyForcibly);
      assertThat(session.awaitExit().code()).isEqualTo(137);
      long answered = load.await();
      atLeast += answered;
      atMost += answered + CLIENTS;

      RuntimeSession next = acme.start();
      assertThat(next.run("user", "stats", "alice")).hasStdout("{}\n");
      assertThat(acme.get("/acme/x").statusCode()).isEqualTo(200);
      atLeast++;
      atMost++;
      next.awaitCounter(HttpService.REQUESTS, (double) atLeast);
      assertThat(next.shutdown().code()).isZero();
      assertThat(next.counter(HttpService.REQUESTS)).isBetween((double) atLeast, (double) atMost);
    }
  }
}
