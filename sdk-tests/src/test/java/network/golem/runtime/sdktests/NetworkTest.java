package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.FrameLink;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.NetworkEndpoint;
import network.golem.runtime.sdk.NetworkRequest;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.SupervisorEndpoint;
import network.golem.runtime.testkit.Answer;
import network.golem.runtime.testkit.JoinedNetwork;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks that a runtime is asked to join.
@RuntimeTest(NetworkTest.Joining.class)
class NetworkTest {

  @RuntimeDef(name = "joining", capabilities = "vpn")
  static final class Joining implements GolemRuntime {
    private final Latches latches = new Latches();

    @Override
    public void start(Command start, Activity activity) throws Exception {
      if (start.line().contains("slow")) {
        start.stdout().println("starting");
        latches.await("started");
      }
      activity.state("ends", activity.vpnEndpoint() + " " + activity.inetEndpoint());
    }

    @Override
    public NetworkEndpoint joinNetwork(NetworkRequest request, Activity activity) throws Exception {
      activity.state("request", request.toString().replace("/", ""));
      NetworkRequest.Network network = request.networks().getFirst();
      latches.open("joining");
      switch (network.ownAddress().getHostAddress()) {
        case "10.0.0.1" -> throw new RuntimeFailure(Code.NOT_FOUND, "no driver").with("mtu", 1220);
        case "10.0.0.2" -> throw new IllegalStateException("broken");
        case "10.0.0.3" -> latches.await("never");
        case "10.0.0.8" -> latches.awaitUninterruptibly("never");
        case "10.0.0.4" -> {
          return new NetworkEndpoint.UnixStream(Path.of("/tmp/socket"));
        }
        case "10.0.0.5" -> {
          return new NetworkEndpoint.UnixDatagram(Path.of("/tmp/socket"));
        }
        case "10.0.0.6" -> {
          return new NetworkEndpoint.TcpStream(
              new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1));
        }
        case "10.0.0.7" -> {
          return new NetworkEndpoint.TcpListener(
              new InetSocketAddress(InetAddress.ofLiteral("::1"), 2));
        }
        default -> {}
      }
      FrameLink link = FrameLink.open(request);
      activity.background(
          "echo",
          () -> {
            byte[] buffer = new byte[FrameLink.LONGEST_FRAME];
            for (int n = link.receive(buffer); n >= 0; n = link.receive(buffer)) {
              buffer[0]++;
              link.send(buffer, 0, n);
            }
            activity.state("closed", true);
          });
      return link.endpoint();
    }

    @Override
    public int run(Command command, Activity activity) throws InterruptedException {
      latches.await("joining");
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Joining::new, args);
    }
  }

  private static byte[] frame(char first) {
    return (first + "a frame as long as it has to be").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void framesTravelBothWays(RuntimeSession session) {
    JoinedNetwork network = session.joinNetwork("10.0.0.0/8", "10.0.0.9");
    assertThat(network.send(frame('a')).receive()).isEqualTo(frame('b'));
    byte[] longest = new byte[FrameLink.LONGEST_FRAME];
    assertThat(network.send(longest).receive()).hasSize(longest.length);
  }

  @Test
  void linkIsClosedWhenItsTaskEnds(RuntimeSession session) {
    session.joinNetwork("10.0.0.0/8", "10.0.0.9");
    assertThat(session.shutdown().code()).isZero();
    assertThat(session.events().toString()).contains("closed");
  }

  @Test
  void requestIsTyped(RuntimeSession session) {
    session.joinNetwork("10.1.2.0/23", "10.1.2.3", "10.1.2.4");
    assertThat(session.events().toString())
        .contains("kind=VPN")
        .contains("Network[address=10.1.2.0, gateway=Optional.empty, mask=255.255.254.0")
        .contains("ownAddress=10.1.2.3]")
        .contains("ownAddress=10.1.2.4]")
        .contains("endpoint=Optional[Udp[address=127.0.0.1:");
  }

  @Test
  void failureIsTheAnswer(RuntimeSession session) {
    assertThat(session.joinNetwork("10.0.0.0/8", "10.0.0.1").answer())
        .isEqualTo(new Answer.Refused(Code.NOT_FOUND, "no driver", Map.of("mtu", "1220")));
    assertThat(session.joinNetwork("10.0.0.0/8", "10.0.0.2").answer())
        .isEqualTo(new Answer.Refused(Code.INTERNAL, "broken", Map.of()));
    assertThat(session.joinNetwork("10.0.0.0/8", "nowhere").answer())
        .isEqualTo(
            new Answer.Refused(
                Code.BAD_REQUEST,
                "a node's address must be an IP address, not 'nowhere'",
                Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.4 | UnixStream[path=/tmp/socket]",
        "10.0.0.5 | UnixDatagram[path=/tmp/socket]",
        "10.0.0.6 | TcpStream[address=127.0.0.1:1]",
        "10.0.0.7 | TcpListener[address=[0:0:0:0:0:0:0:1]:2]"
      })
  void everyKindOfEndpointIsAnswered(String own, String endpoint, RuntimeSession session) {
    assertThatThrownBy(() -> session.joinNetwork("10.0.0.0/8", own))
        .hasMessageContaining("not a UDP socket")
        .hasMessageContaining(endpoint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.3", "10.0.0.8"})
  void otherRequestsDoNotWaitForAJoin(String own, RuntimeSession session) throws Exception {
    CompletableFuture<Answer> answer =
        CompletableFuture.supplyAsync(() -> session.joinNetwork("10.0.0.0/8", own).answer());
    assertThat(session.run("await-join")).succeeded();
    assertThat(session.shutdown().code()).isZero();
    assertThat(answer.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Refused.class);
  }

  @Test
  void runtimeWithoutNetworksRefuses() {
    try (RuntimeProgram program = RuntimeProgram.of(Plain.class)) {
      assertThat(program.start().joinNetwork("10.0.0.0/8", "10.0.0.9").answer())
          .isEqualTo(
              new Answer.Refused(Code.BAD_REQUEST, "plain does not join networks", Map.of()));
    }
  }

  @RuntimeDef(name = "plain", capabilities = "vpn")
  static final class Plain implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Plain::new, args);
    }
  }

  @ParameterizedTest
  @CsvSource({"tcp-connect://127.0.0.1:1", "tcp-listen://", "unix://"})
  void otherKindsOfEndpointsAreRefusedByName(String url) throws Exception {
    NetworkRequest request =
        new NetworkRequest(
            NetworkRequest.Kind.INET, List.of(), Map.of(), Optional.of(SupervisorEndpoint.of(url)));
    String kind = url.substring(0, url.indexOf(':'));
    assertThatThrownBy(() -> FrameLink.open(request))
        .hasMessage(
            "a frame link requires a udp endpoint, not " + kind + " (no supervisor uses that yet)");
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1:33521", "udp://localhost:1", "udp://127.0.0.1", "tcp://127.0.0.1:1"})
  void invalidUrlIsRefused(String url) {
    try (RuntimeProgram program = RuntimeProgram.of(Plain.class)) {
      assertThat(program.call("--inet-endpoint", url, "test"))
          .failedWith(2)
          .hasStderrContaining("--inet-endpoint needs a URL like udp://127.0.0.1:33521")
          .hasStderrContaining("not '" + url + "'");
    }
  }
}
