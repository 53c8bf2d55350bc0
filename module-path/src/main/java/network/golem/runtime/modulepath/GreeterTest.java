package network.golem.runtime.modulepath;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// A test that an author would write. Executed by [Tests].
@RuntimeTest(Greeter.class)
class GreeterTest {
  @Test
  void optionsConfigurationAndCounters(RuntimeSession session) {
    assertThat(session.run("greet", "Ada", "Alan"))
        .succeeded()
        .hasStdout("Hello, Ada!\nHello, Alan!\n")
        .hasCounter("golem.usage.greetings", 2);
  }

  @Test
  void programs(RuntimeSession session) {
    assertThat(session.run("execute", "sh", "-c", "echo out; exit 3"))
        .failedWith(3)
        .hasStdout("out\n");
  }
}
