package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The moment between a runtime's answer to shutdown and the end of its process.
class LastMomentTest {
  private static final int ROUNDS = 3;

  @TempDir Path directory;

  @RuntimeDef(name = "leaving")
  static final class Leaving implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Leaving::new, args);
    }
  }

  @Test
  void processEndsAtOnceWhenItsInputEnds() throws Exception {
    Path script = RuntimeLauncher.of(Leaving.class).writeTo(directory);

    assertThat(shortestMoment(script, true).multipliedBy(2))
        .isLessThan(shortestMoment(script, false));
  }

  /// Bytes after the request, which no supervisor sends, are ignored.
  @Test
  void requestsAfterShutdownAreIgnored() throws Exception {
    Path script = RuntimeLauncher.of(Leaving.class).writeTo(directory);
    Process process = start(script);
    try (Connection<Request, RuntimeMessage> runtime =
        Connection.ofSupervisor(process.getInputStream(), process.getOutputStream())) {
      runtime.send(new Request.Shutdown(2));
      runtime.send(new Request.Hello(3, "0.1.0"));
      runtime.send(new Request.RunProcess(4, "run", List.of("run")));
      process.getOutputStream().close();

      assertThat(runtime.receive()).isEqualTo(new Response.Shutdown(2));
      assertThat(runtime.receive()).isNull();
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
    assertThat(directory.resolve("log")).isEmptyFile();
  }

  private Process start(Path script) throws IOException {
    return new ProcessBuilder(script.toString(), "--workdir", directory.toString(), "start")
        .redirectError(directory.resolve("log").toFile())
        .start();
  }

  /// The shortest of some times from the answer to the end of the process.
  private Duration shortestMoment(Path script, boolean closesInput) throws Exception {
    Duration shortest = Duration.ofDays(1);
    for (int i = 0; i < ROUNDS; i++) {
      Process process = start(script);
      try (Connection<Request, RuntimeMessage> runtime =
          Connection.ofSupervisor(process.getInputStream(), process.getOutputStream())) {
        runtime.send(new Request.Shutdown(2));
        assertThat(runtime.receive()).isEqualTo(new Response.Shutdown(2));
        long answered = System.nanoTime();
        if (closesInput) {
          process.getOutputStream().close();
        }
        assertThat(process.waitFor()).isZero();
        Duration moment = Duration.ofNanos(System.nanoTime() - answered);
        shortest = moment.compareTo(shortest) < 0 ? moment : shortest;
      } finally {
        process.destroyForcibly();
      }
    }
    return shortest;
  }
}
