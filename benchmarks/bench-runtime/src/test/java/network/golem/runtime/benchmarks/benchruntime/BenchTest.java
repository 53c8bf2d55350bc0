package network.golem.runtime.benchmarks.benchruntime;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// The commands do what their counterparts do.
@RuntimeTest(Bench.class)
class BenchTest {
  @Test
  void everyCommand(RuntimeSession session) {
    assertThat(session.run("noop")).succeeded().hasStdout("");
    assertThat(session.run("echo", "a", "b")).succeeded().hasStdout("a b");
    assertThat(session.run("flood", "10000", "3000")).succeeded();
    assertThat(session.run("counter", "5")).succeeded().hasCounter("golem.usage.bench", 5);
    assertThat(session.run("exec", "/bin/true")).succeeded();
    assertThat(session.run("failcmd")).failedWith(1);
  }
}
