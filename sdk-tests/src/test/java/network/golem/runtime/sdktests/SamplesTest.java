package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Counter;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// Sampled counters, and timers.
@RuntimeTest(SamplesTest.Sampled.class)
class SamplesTest {
  private static final String SAMPLED = "golem.usage.sampled";
  private static final String TIME = "golem.usage.seconds";
  private static final String CPU = "golem.usage.program-cpu";

  @RuntimeDef(
      name = "sampled",
      counters = {
        @UsageCounter(name = SAMPLED),
        @UsageCounter(name = TIME),
        @UsageCounter(name = CPU)
      })
  static final class Sampled implements GolemRuntime {
    private static final Duration SOON = Duration.ofMillis(2);
    private static final Duration NEVER = Duration.ofDays(1);

    private final AtomicInteger total = new AtomicInteger();
    private final Latches latches = new Latches();

    @Override
    public int run(Command command, Activity activity) throws Exception {
      Counter counter = activity.counter(SAMPLED);
      switch (command.program()) {
        case "often" -> counter.sampleEvery(SOON, total::incrementAndGet);
        case "once" -> counter.sampleEvery(NEVER, total::get);
        case "failing" ->
            counter.sampleEvery(
                SOON,
                () -> {
                  if (total.incrementAndGet() < 4) {
                    throw new IllegalStateException("not to be reached");
                  }
                  return total.get() < 8 ? Double.NaN : total.get();
                });
        case "stuck" ->
            activity
                .counter(CPU)
                .sampleEvery(
                    SOON,
                    () -> {
                      latches.awaitUninterruptibly("never");
                      return 1;
                    });
        case "set" -> total.set(Integer.parseInt(command.arguments().getFirst()));
        case "cpu" -> {
          activity
              .counter(CPU)
              .sampleEvery(NEVER, () -> activity.executedCpu().toNanos() / 1_000_000_000.0);
          return command.exec(new ProcessBuilder(command.arguments()));
        }
        case "timed" -> {
          Counter.Timer timer = activity.counter(TIME).time();
          Thread.sleep(20);
          timer.close();
          double once = activity.counter(TIME).total();
          timer.close();
          command.stdout().print(once >= 0.02 && once == activity.counter(TIME).total());
        }
        case "open" -> {
          var _ = activity.counter(TIME).time();
        }
        default -> {}
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Sampled::new, args);
    }
  }

  @Test
  void totalIsSampledPeriodically(RuntimeSession session) {
    session.run("often");
    session.awaitCounter(SAMPLED, 5);
  }

  @Test
  void samplingEndsWithTheRuntime(RuntimeSession session) throws InterruptedException {
    session.run("often");
    session.awaitCounter(SAMPLED, 5);
    session.shutdown();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("sample " + SAMPLED)) {
        assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
      }
    }
  }

  @Test
  void totalIsSampledOnceMoreWhenTheRuntimeStops(RuntimeSession session) {
    session.run("set", "3");
    session.run("once");
    session.awaitCounter(SAMPLED, 3);
    session.run("set", "7");
    session.shutdown();
    assertThat(session.counter(SAMPLED)).isEqualTo(7);
  }

  @Test
  void totalNeverFalls(RuntimeSession session) {
    session.run("set", "3");
    session.run("once");
    session.awaitCounter(SAMPLED, 3);
    session.run("set", "1");
    session.shutdown();
    assertThat(session.counter(SAMPLED)).isEqualTo(3);
  }

  @Test
  void failedSampleIsLoggedOnceAndSamplingContinues(RuntimeSession session) {
    session.run("failing");
    session.awaitCounter(SAMPLED, 8);
    assertThat(session.log()).containsOnlyOnce("was not sampled: not to be reached");
    assertThat(session.log()).containsOnlyOnce("its total cannot be NaN");
  }

  @Test
  void hangingSampleDelaysNothing(RuntimeSession session) {
    session.run("stuck");
    assertThat(session.run("noop")).succeeded();
    assertThat(session.shutdown().code()).isZero();
  }

  @Test
  void timeUntilATimerIsClosedIsCountedOnce(RuntimeSession session) {
    assertThat(session.run("timed")).succeeded().hasStdout("true");
    assertThat(session.counter(TIME)).isGreaterThanOrEqualTo(0.02);
  }

  @Test
  void timeOfAnOpenTimerIsCounted(RuntimeSession session) {
    session.run("open");
    session.shutdown();
    assertThat(session.counter(TIME)).isPositive();
  }

  @Test
  void cpuTimeOfShortProgramsCanBeBilled(RuntimeSession session) {
    session.run("cpu", "sh", "-c", "i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done");
    session.shutdown();
    assertThat(session.counter(CPU)).isPositive();
  }

  @Test
  void nothingIsSampledWithoutAListener() {
    try (RuntimeProgram program = RuntimeProgram.of(Sampled.class)) {
      assertThat(program.run("failing")).succeeded().hasNoStderr();
    }
  }
}
