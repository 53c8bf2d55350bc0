package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Option;

/// `offer-template`: one line of JSON with properties and constraints, always.
@RuntimeTest(OfferTemplateTest.Offering.class)
class OfferTemplateTest {

  @RuntimeDef(
      name = "offering",
      capabilities = {"vpn", "inet"},
      counters = @UsageCounter(name = "golem.usage.own"))
  static final class Offering implements GolemRuntime {
    @Option(names = "--model")
    private String model;

    @Override
    public Offer offer(Context context) {
      return model == null
          ? Offer.of()
          : Offer.of()
              .property("golem.runtime.model", model)
              .property("golem.runtime.context", 4096)
              .capability("vpn")
              .capability("gpu")
              .constraint("(golem.a=1)")
              .constraint("(golem.b=2)");
    }

    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Offering::new, args);
    }
  }

  @RuntimeDef(name = "plain")
  static final class Plain implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Plain::new, args);
    }
  }

  @Test
  @RuntimeTest(Plain.class)
  void offerIsNeverEmpty(RuntimeProgram program) {
    assertThat(program.offerTemplate())
        .succeeded()
        .hasStdout("{\"properties\":{},\"constraints\":\"\"}\n")
        .hasNoStderr();
  }

  @Test
  void offerHasTheDeclaredCapabilitiesButNoUsageVector(RuntimeProgram program) {
    assertThat(program.offerTemplate())
        .hasStdout(
            "{\"properties\":{\"golem.runtime.capabilities\":[\"vpn\",\"inet\"]},"
                + "\"constraints\":\"\"}\n");
  }

  @Test
  void offerContainsWhatTheAuthorAdds(RuntimeProgram program) {
    assertThat(program.with("--model", "a\"b").offerTemplate())
        .hasStdout(
            "{\"properties\":{\"golem.runtime.model\":\"a\\\"b\",\"golem.runtime.context\":4096,"
                + "\"golem.runtime.capabilities\":[\"vpn\",\"inet\",\"gpu\"]},"
                + "\"constraints\":\"(&(golem.a=1)(golem.b=2))\"}\n");
  }

  @Test
  void offerNeedsNoWorkdir(RuntimeProgram program) {
    assertThat(program.call("offer-template")).succeeded();
    assertThat(program.call("--workdir", "/does/not/exist", "offer-template")).succeeded();
  }
}
