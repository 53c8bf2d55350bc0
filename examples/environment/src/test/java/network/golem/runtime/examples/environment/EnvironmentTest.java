package network.golem.runtime.examples.environment;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

@RuntimeTest(
    value = Environment.class,
    args = {"--configurations", "configurations", "numbers"})
class EnvironmentTest {

  @Test
  void nameSelectsTheConfiguration(RuntimeSession session) {
    assertThat(session.run("sequence", "3")).succeeded().hasStdout("1\n2\n3\n");
    assertThat(session.run("count"))
        .wasRefused(Code.NOT_FOUND)
        .hasMessage("numbers has no count; it has [sequence]");
  }

  @Test
  void offerListsTheTools(RuntimeProgram program) {
    assertThat(program.offerTemplate())
        .succeeded()
        .hasStdoutContaining("\"golem.runtime.environment.tools\":[\"sequence\"]");
  }

  @Test
  void withoutAConfigurationThereAreNoTools() {
    try (RuntimeProgram program = RuntimeProgram.of(Environment.class, "--configurations", ".")) {
      assertThat(program.run("sequence", "3"))
          .failedWith(1)
          .hasStderrContaining("environment has no sequence; it has []");
    }
  }
}
