package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The supervisor bills the counters that it has read before it kills the runtime, and it reads
/// them once a second. So the answer to shutdown waits after a recent change.
class TickWaitTest {
  private static final Duration TICK = Duration.ofSeconds(1);

  @TempDir Path directory;

  @RuntimeDef(name = "billing", counters = @UsageCounter(name = "golem.usage.work"))
  static final class Billing implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      activity.counter("golem.usage.work").add(Double.parseDouble(command.arguments().getFirst()));
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Billing::new, args);
    }
  }

  private RuntimeProgram billing(String environment) throws IOException {
    return RuntimeProgram.of(
        RuntimeLauncher.of(Billing.class).after(environment).writeTo(directory));
  }

  @Test
  void shutdownWaitsForATickAfterAChange() throws IOException {
    try (RuntimeProgram program = billing("unset GOLEM_RUNTIME_TICK_WAIT")) {
      RuntimeSession session = program.start();
      session.run("work", "3");
      assertThat(session.shutdown().took()).isBetween(TICK, Duration.ofSeconds(3));
    }
  }

  @Test
  void endOfInputDoesNotWaitForATick() throws IOException {
    try (RuntimeProgram program = billing("unset GOLEM_RUNTIME_TICK_WAIT")) {
      RuntimeSession session = program.start();
      session.run("work", "3");
      assertThat(session.closeInput().took()).isLessThan(TICK);
    }
  }

  @Test
  void shutdownWithoutCountersDoesNotWait() throws IOException {
    try (RuntimeProgram program = billing("unset GOLEM_RUNTIME_TICK_WAIT")) {
      RuntimeSession session = program.start();
      session.run("work", "0");
      assertThat(session.shutdown().took()).isLessThan(TICK);
    }
  }

  @Test
  void testKitDisablesTheWait() throws IOException {
    try (RuntimeProgram program = billing("")) {
      RuntimeSession session = program.start();
      session.run("work", "3");
      assertThat(session.shutdown().took()).isLessThan(TICK);
    }
  }
}
