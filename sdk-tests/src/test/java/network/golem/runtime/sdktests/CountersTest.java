package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Counter;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testkit.SessionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Usage counters, which the requestor pays by.
@RuntimeTest(CountersTest.Counting.class)
class CountersTest {
  private static final String WORK = "golem.usage.work";

  @RuntimeDef(
      name = "counting",
      counters = {
        @UsageCounter(name = WORK),
        @UsageCounter(name = "golem.usage.other"),
        @UsageCounter(name = "golem.usage.at-start"),
        @UsageCounter(name = "golem.usage.at-stop"),
        @UsageCounter(name = "golem.usage.cpu_sec", price = 0.1)
      })
  static final class Counting implements GolemRuntime {
    @Override
    public void start(Command start, Activity activity) {
      activity.counter("golem.usage.at-start").add(2.5);
    }

    @Override
    public void stop(Activity activity) {
      activity.counter("golem.usage.at-stop").increment();
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      String word = command.arguments().isEmpty() ? "" : command.arguments().getFirst();
      switch (command.program()) {
        case "add" -> activity.counter(WORK).add(Double.parseDouble(word));
        case "raise" -> activity.counter(WORK).raiseTo(Double.parseDouble(word));
        case "named" -> activity.counter(word).increment();
        case "total" -> command.stdout().print(activity.counter(WORK).total());
        case "often" -> {
          for (int i = 0; i < Integer.parseInt(word); i++) {
            activity.counter(WORK).increment();
          }
        }
        case "background" -> {
          Counter counter = activity.counter(WORK);
          Thread.ofPlatform().daemon().start(() -> counter.add(3));
        }
        case "at-end" -> {
          try {
            command.stdout().println("waiting");
            Thread.sleep(Long.MAX_VALUE);
          } finally {
            activity.counter(WORK).add(7);
          }
        }
        default -> {}
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Counting::new, args);
    }
  }

  @Test
  void newestValueArrivesBeforeTheCommandsEnd(RuntimeSession session) {
    for (int i = 1; i <= 50; i++) {
      assertThat(session.run("add", "0.5")).succeeded().hasCounter(WORK, i * 0.5);
    }
  }

  @Test
  void manyChangesInARowCauseFewEvents(RuntimeSession session) {
    assertThat(session.run("often", "100000")).hasCounter(WORK, 100_000);
    assertThat(values(session, WORK).size()).isLessThan(50_000);
  }

  @Test
  void manyCommandsCountTogether(RuntimeSession session) {
    List<RunningCommand> commands = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      commands.add(session.start("often", "1000"));
    }
    commands.forEach(command -> assertThat(command.await()).succeeded());
    assertThat(session.counter(WORK)).isEqualTo(20_000);
  }

  @Test
  void raisingNeverLowers(RuntimeSession session) {
    assertThat(session.run("raise", "5")).hasCounter(WORK, 5);
    assertThat(session.run("raise", "3")).succeeded().hasCounter(WORK, 5);
    assertThat(session.run("total")).hasStdout("5.0");
    assertThat(values(session, WORK)).containsExactly(5.0);
  }

  @Test
  void addingZeroIsNoChange(RuntimeSession session) {
    session.run("add", "0");
    assertThat(values(session, WORK)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-0.001", "NaN", "Infinity"})
  void invalidAmountIsRefused(String amount, RuntimeSession session) {
    assertThat(session.run("add", amount))
        .wasRefused(Code.INTERNAL)
        .hasMessage(
            "the counter golem.usage.work can only grow; add() does not accept "
                + Double.parseDouble(amount));
    assertThat(session.run("total")).hasStdout("0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  void invalidTotalIsRefused(String total, RuntimeSession session) {
    assertThat(session.run("raise", total))
        .wasRefused(Code.INTERNAL)
        .hasMessage("the counter golem.usage.work is billed, so its total cannot be " + total);
  }

  @Test
  void overflowIsRefused(RuntimeSession session) {
    session.run("add", "1.7e308");
    assertThat(session.run("add", "1.7e308"))
        .wasRefused(Code.INTERNAL)
        .hasMessageContaining("would exceed the range of a number");
  }

  @Test
  void undeclaredCounterIsRefused(RuntimeSession session) {
    assertThat(session.run("named", "golem.usage.wrok"))
        .wasRefused(Code.INTERNAL)
        .hasMessageContaining("the counter golem.usage.wrok is not declared")
        .hasMessageContaining(WORK);
  }

  @ParameterizedTest
  @CsvSource({
    "golem.usage.duration_sec",
    "golem.usage.cpu_sec",
    "golem.usage.gib",
    "golem.usage.storage_gib"
  })
  void supervisorsOwnCountersAreRefused(String name, RuntimeSession session) {
    assertThat(session.run("named", name))
        .wasRefused(Code.INTERNAL)
        .hasMessage(name + " is counted by the supervisor itself, not by a runtime");
  }

  @Test
  void countInStartIsReported(RuntimeSession session) {
    session.awaitCounter("golem.usage.at-start", 2.5);
  }

  @Test
  void countOutsideCommandsIsReported(RuntimeSession session) {
    session.run("background");
    session.awaitCounter(WORK, 3);
  }

  @Test
  void lastCountIsReportedBeforeTheShutdownAnswer(RuntimeSession session) {
    RunningCommand counting = session.start("at-end").awaitStdout("waiting");
    session.shutdown();
    assertThat(counting.await()).failedWith(143).hasCounter(WORK, 7);
    assertThat(session.counter("golem.usage.at-stop")).isEqualTo(1);
  }

  @Test
  void manualRunReportsNoCounters(RuntimeProgram program) {
    assertThat(program.run("add", "3")).succeeded().hasNoStdout().hasNoStderr();
    assertThat(program.run("total")).hasStdout("0.0");
  }

  private static List<Double> values(RuntimeSession session, String name) {
    List<Double> values = new ArrayList<>();
    for (SessionEvent event : session.events()) {
      if (event instanceof SessionEvent.Received received
          && received.message() instanceof Event.Counter(String counter, double value)
          && counter.equals(name)) {
        values.add(value);
      }
    }
    return values;
  }
}
