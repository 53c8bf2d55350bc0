package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A guest ends when it is killed, whatever it does. `-Dgolem.test.kills=100` kills each that often
/// (default: 10).
@RequiresWasmtime
@RuntimeTest(Wasi.class)
class KillTest {
  private static final int KILLS = Integer.getInteger("golem.test.kills", 10);

  @ParameterizedTest
  @ValueSource(strings = {"loop", "sleep", "yield", "write", "fill", "clocks"})
  void ends(String doing, RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "wait");
    List<Duration> latencies = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      RunningCommand guest = session.start("wait", doing, "60000").awaitStdout("waiting");
      long before = System.nanoTime();
      assertThat(guest.kill(9).await()).failedWith(137);
      latencies.add(Duration.ofNanos(System.nanoTime() - before));
    }
    Collections.sort(latencies);
    Duration p95 = latencies.get((KILLS * 95 - 1) / 100);
    System.out.printf(
        "killed while it is in %s: p50 %.1f ms, p95 %.1f ms%n",
        doing, millis(latencies.get(KILLS / 2)), millis(p95));
    // 50 ms on an idle machine; whoever is not killed at all sleeps for a minute
    assertThat(latencies.get(KILLS / 2)).isLessThan(Duration.ofMillis(500));
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}
