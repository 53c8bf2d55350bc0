package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testkit.StateReport;
import org.junit.jupiter.api.Test;

/// States that the author defines.
@RuntimeTest(StatesTest.Reporting.class)
class StatesTest {

  @RuntimeDef(name = "reporting")
  static final class Reporting implements GolemRuntime {
    record Progress(int done, int all) {}

    @Override
    public int run(Command command, Activity activity) {
      activity.state("progress", new Progress(1, 3));
      activity.state("hosts", Map.of("a", List.of(1, "two")));
      activity.state("nothing", null);
      activity.state("unspeakable", "\"\u0000\n");
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Reporting::new, args);
    }
  }

  @Test
  void statesArriveInOrderAsJson(RuntimeSession session) {
    assertThat(session.run("report").states())
        .containsExactly(
            new StateReport("progress", "{\"done\":1,\"all\":3}"),
            new StateReport("hosts", "{\"a\":[1,\"two\"]}"),
            new StateReport("nothing", "null"),
            new StateReport("unspeakable", "\"\\\"\\u0000\\n\""));
  }
}
