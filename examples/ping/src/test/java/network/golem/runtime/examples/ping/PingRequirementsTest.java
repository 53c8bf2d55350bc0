package network.golem.runtime.examples.ping;

import java.util.stream.Stream;
import network.golem.runtime.testkit.RuntimeChecks;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

@RuntimeTest(Ping.class)
class PingRequirementsTest {
  /// `golem-runtime check examples/ping` executes all checks, not only those that matter most here.
  @TestFactory
  Stream<DynamicNode> meetsTheRequirements(RuntimeChecks checks) {
    return checks.only("net").strict().jobs(2).tests();
  }
}
