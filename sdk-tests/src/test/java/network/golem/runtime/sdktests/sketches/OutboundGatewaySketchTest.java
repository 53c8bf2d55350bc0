package network.golem.runtime.sdktests.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Counter;
import network.golem.runtime.sdk.FrameLink;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.NetworkEndpoint;
import network.golem.runtime.sdk.NetworkRequest;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.JoinedNetwork;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// A gateway in the requestor's network: it counts and forwards frames.
@RuntimeTest(OutboundGatewaySketchTest.Gateway.class)
class OutboundGatewaySketchTest {
  private static final String IN = "golem.usage.network.in-mib";
  private static final double MIB = 1024 * 1024;

  @RuntimeDef(
      name = "outbound-gateway",
      capabilities = {"vpn", "gateway"},
      counters = @UsageCounter(name = IN))
  static final class Gateway implements GolemRuntime {
    @Override
    public void start(Command start, Activity activity) throws RuntimeFailure {
      if (activity.vpnEndpoint().isEmpty()) {
        throw new RuntimeFailure(Code.INTERNAL, "a gateway needs a network");
      }
    }

    @Override
    public NetworkEndpoint joinNetwork(NetworkRequest request, Activity activity) throws Exception {
      FrameLink link = FrameLink.open(request);
      activity.background("gateway", () -> forward(link, activity.counter(IN)));
      return link.endpoint();
    }

    private static void forward(FrameLink link, Counter in) throws Exception {
      byte[] frame = new byte[FrameLink.LONGEST_FRAME];
      for (int length = link.receive(frame); length >= 0; length = link.receive(frame)) {
        in.add(length / MIB);
        link.send(frame, 0, length);
      }
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      return command.exec(new ProcessBuilder("echo", "test"));
    }

    static void main(String[] args) {
      GolemRuntime.launch(Gateway::new, args);
    }
  }

  @Test
  void joinsAndForwards(RuntimeSession session) {
    JoinedNetwork network = session.joinNetwork("10.0.0.0/8", "10.0.0.1");
    byte[] frame = new byte[1024];
    assertThat(network.send(frame).receive()).isEqualTo(frame);
    assertThat(session.run("test")).succeeded().hasStdout("test\n");
    session.shutdown();
    assertThat(session.counter(IN)).isEqualTo(frame.length / MIB);
  }
}
