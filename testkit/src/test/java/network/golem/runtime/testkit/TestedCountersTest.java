package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Counters as tests ask for them, and arguments that are missing.
@RuntimeTest(Pump.class)
class TestedCountersTest {
  private static final String UNDECLARED =
      "the counter golem.usage.liters is not declared: @RuntimeDef(counters = …) of Pump has"
          + " [golem.usage.litres, golem.usage.strokes]";

  @Test
  void withATolerance(RuntimeSession session) {
    session.upload("2.51", "/in/litres.txt");
    CommandResult result = session.run("pump");

    assertThat(result)
        .hasCounter("golem.usage.litres", 2.5, within(0.02))
        .hasCounter("golem.usage.strokes", 0);
    assertThatThrownBy(
            () -> assertThat(result).hasCounter("golem.usage.litres", 2.5, within(0.001)))
        .hasMessageContaining("Expected counter golem.usage.litres = 2.5 within 0.001, but\n");
  }

  @Test
  void undeclaredNamesAreRefused(RuntimeSession session) {
    CommandResult result = session.run("fine");
    assertThatThrownBy(() -> assertThat(result).hasCounter("golem.usage.liters", 0))
        .hasMessage(UNDECLARED);
    assertThatThrownBy(() -> session.counter("golem.usage.liters")).hasMessage(UNDECLARED);
    assertThatThrownBy(() -> session.awaitCounter("golem.usage.liters", 1)).hasMessage(UNDECLARED);
    assertThatThrownBy(() -> session.counter("golem.usage.cpu_sec"))
        .hasMessageContaining("is counted by a node's supervisor, not by a runtime");
  }

  @Test
  @SuppressWarnings("NullAway") // which is the point
  void nullIsRefusedAtOnce(RuntimeProgram program) {
    assertThat(program.deploy()).succeeded();
    RuntimeSession session = program.start();
    assertThatThrownBy(() -> session.run("a", null, "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("word 2 of 3 in run is null; the words before it are [a]");
    assertThatThrownBy(() -> session.start("a", null)).hasMessageContaining("word 2 of 2 in run");
    assertThatThrownBy(() -> program.run("a", null)).hasMessageContaining("is null");
    assertThatThrownBy(() -> program.call("a", null)).hasMessageContaining("is null");
    assertThatThrownBy(() -> program.with("a", null)).hasMessageContaining("is null");
    assertThatThrownBy(() -> program.start("a", null)).hasMessageContaining("is null");
    assertThat(session.run("fine")).succeeded();
  }
}
