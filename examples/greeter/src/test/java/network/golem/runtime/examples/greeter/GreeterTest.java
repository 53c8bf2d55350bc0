package network.golem.runtime.examples.greeter;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

@RuntimeTest(Greeter.class)
class GreeterTest {
  @Test
  void greetsEachName(RuntimeSession session) {
    assertThat(session.run("greet", "Ada", "Alan"))
        .succeeded()
        .hasStdout("Hello, Ada!\nHello, Alan!\n")
        .hasCounter("golem.usage.greetings", 2);
  }
}
