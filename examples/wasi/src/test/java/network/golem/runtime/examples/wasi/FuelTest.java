package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import network.golem.runtime.testkit.CommandResult;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// With `--fuel`, guests are billed by what they execute.
@RequiresWasmtime
@RuntimeTest(Wasi.class)
class FuelTest {

  /// What one more command has used. The counter is read at its end: nothing arrives later.
  private static double used(RuntimeSession session, String... line) {
    double before = session.counter(GuestFuel.COUNTER);
    CommandResult result = session.run(line);
    assertThat(result).succeeded();
    return result.counter(GuestFuel.COUNTER) - before;
  }

  @Test
  void sameWorkCostsTheSame(RuntimeProgram program) {
    RuntimeProgram deployed = Sessions.deployed(program.with("--fuel"), "", "work", "echo");
    RuntimeSession first = deployed.start();
    double once = used(first, "work", "1000000");
    assertThat(once).isGreaterThan(1); // at least an instruction in each round
    first.shutdown();

    RuntimeSession second = deployed.start();
    double carried = second.run("echo").counter(GuestFuel.COUNTER);
    assertThat(second.run("work", "1000000").counter(GuestFuel.COUNTER))
        .isEqualTo(carried + once, within(1e-9));
    double echo = used(second, "echo", "Grüße,", "Ada");
    for (int i = 0; i < 5; i++) {
      assertThat(used(second, "echo", "Grüße,", "Ada")).isEqualTo(echo, within(1e-9));
    }
  }

  @Test
  void twiceTheWorkCostsTwiceAsMuch(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program.with("--fuel"), "work");
    double once = used(session, "work", "1000000");
    assertThat(used(session, "work", "2000000") / once).isEqualTo(2, within(0.001));
  }

  /// Otherwise, what stands between the guest and WASI costs more than it does.
  @Test
  void guestThatDoesNothingCostsNextToNothing(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program.with("--fuel"), "hello");
    assertThat(used(session, "hello")).isLessThan(0.000_3);
  }

  @Test
  void guestsAtOnceAreAllCounted(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program.with("--fuel"), "work");
    double once = used(session, "work", "9000000");
    List<RunningCommand> all =
        List.of(
            session.start("work", "9000000"),
            session.start("work", "9000000"),
            session.start("work", "9000000"));
    all.forEach(each -> assertThat(each.await()).succeeded());
    assertThat(session.counter(GuestFuel.COUNTER)).isEqualTo(4 * once, within(1e-9));
  }

  /// wasmtime notes what a function has executed when it calls or returns. This one does neither
  /// after its loop, which takes more than 10 ms of any processor.
  @Test
  void loopBeforeATrapIsBilled(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program.with("--fuel"), "work");
    CommandResult result = session.run("work", "100000000", "fault");
    assertThat(result).failedWith(134).hasStderrContaining("integer divide by zero");
    assertThat(result.counter(GuestFuel.COUNTER)).isGreaterThan(10);
  }

  @Test
  void loopBeforeAKillIsBilled(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program.with("--fuel"), "wait");
    RunningCommand spinning = session.start("wait", "loop").awaitStdout("waiting");
    session.awaitCounter(GuestTimes.COUNTER, 0.2);
    CommandResult result = spinning.kill(9).await();
    assertThat(result).failedWith(137);
    assertThat(result.counter(GuestFuel.COUNTER)).isGreaterThan(200);
  }

  @Test
  void loopBeforeALimitIsBilled(RuntimeProgram program) {
    RuntimeProgram limited = program.with("--fuel", "--max-time", "1");
    CommandResult result = Sessions.of(limited, "wait").run("wait", "loop");
    assertThat(result).failedWith(124);
    assertThat(result.counter(GuestFuel.COUNTER)).isGreaterThan(100);
  }

  @Test
  void withoutTheOptionNothingIsCounted(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "work");
    assertThat(session.run("work", "1000000")).succeeded();
    session.shutdown();
    assertThat(session.counter(GuestFuel.COUNTER)).isZero();
  }

  @Test
  void packageIsDeployedForOneOfBoth(RuntimeProgram program) {
    RuntimeProgram deployed = Sessions.deployed(program, "", "work");
    RuntimeSession failed = deployed.with("--fuel").starting();
    assertThat(failed.awaitStart())
        .hasMessageContaining("by this version with these options; call deploy first");
    assertThat(failed.closeInput().code()).isEqualTo(1);
  }

  @Test
  void checksItself(RuntimeProgram program) {
    assertThat(program.with("--fuel").test()).succeeded();
  }
}
