package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Response;
import org.junit.jupiter.api.io.TempDir;

/// From start to stop, again and again.
class CyclesTest {

  private enum Ending {
    SHUTDOWN,
    END_OF_INPUT,
    SIGTERM
  }

  @Fault(
      value = "start, a command, an end by shutdown, end of input or SIGTERM",
      tries = 6,
      whole = 1000)
  void startAndStop(Attempt attempt, @TempDir Path workdir) throws Exception {
    try (Supervised greeter =
        Supervised.start(workdir, List.of(Packaged.example("greeter").toString()))) {
      assertThat(greeter.hello()).isInstanceOf(Response.Hello.class);
      long pid = greeter.started("greet", "Ada");
      assertThat(greeter.awaitEnd(pid)).isEqualTo(Event.ProcessStatus.ended(pid, 0));
      switch (attempt.oneOf(Ending.values())) {
        case SHUTDOWN -> {
          long shutdown = greeter.shutdown();
          assertThat(greeter.awaitEndOfOutput().getLast())
              .isEqualTo(new Response.Shutdown(shutdown));
          assertThat(greeter.exitCode()).isZero();
        }
        case END_OF_INPUT -> {
          greeter.endInput();
          assertThat(greeter.exitCode()).isZero();
        }
        case SIGTERM -> {
          greeter.terminate();
          assertThat(greeter.exitCode()).isEqualTo(128 + 15);
        }
      }
      assertThat(greeter.log()).isEmpty();
    }
  }
}
