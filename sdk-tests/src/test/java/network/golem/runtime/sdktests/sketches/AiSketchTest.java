package network.golem.runtime.sdktests.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Counter;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.Readiness;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Option;

/// A model server: started as a child, ready when it prints so, and billed by requests and their
/// duration.
class AiSketchTest {
  private static final String REQUESTS = "ai-runtime.requests";
  private static final String SECONDS = "golem.usage.gpu-sec";

  @RuntimeDef(
      name = "ai",
      counters = {@UsageCounter(name = REQUESTS), @UsageCounter(name = SECONDS)})
  static final class Ai implements GolemRuntime {
    @Option(names = "--gpu")
    boolean gpu;

    @Override
    public void test(Context context) throws RuntimeFailure {
      if (!gpu) {
        throw new RuntimeFailure(Code.INTERNAL, "there is no GPU here");
      }
    }

    @Override
    public Offer offer(Context context) {
      return Offer.of().property("golem.!exp.gap-35.v1.inf.gpu", Map.of("model", "none"));
    }

    @Override
    public void start(Command start, Activity activity) throws Exception {
      var _ =
          activity
              .spawn(new ProcessBuilder("sh", "-c", "echo model loaded; exec sleep 1000"))
              .readyWhen(Readiness.line(Pattern.compile("model loaded")), Duration.ofSeconds(90))
              .essential();
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      activity.counter(REQUESTS).increment();
      try (Counter.Timer _ = activity.counter(SECONDS).time()) {
        return command.exec(new ProcessBuilder("echo", "an answer"));
      }
    }

    static void main(String[] args) {
      GolemRuntime.launch(Ai::new, args);
    }
  }

  @Test
  void requestsAreCountedAndTimed() {
    try (RuntimeProgram program = RuntimeProgram.of(Ai.class)) {
      assertThat(program.test()).failedWith(1).hasStderrContaining("there is no GPU here");
      assertThat(program.with("--gpu").test()).succeeded();
      assertThat(program.offerTemplate()).succeeded().hasStdoutContaining("gap-35");
      RuntimeSession session = program.start();
      assertThat(session.run("ask", "why?")).succeeded().hasStdout("an answer\n");
      session.shutdown();
      assertThat(session.counter(REQUESTS)).isEqualTo(1);
      assertThat(session.counter(SECONDS)).isPositive();
    }
  }
}
