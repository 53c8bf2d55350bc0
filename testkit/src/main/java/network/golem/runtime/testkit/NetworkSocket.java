package network.golem.runtime.testkit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import network.golem.runtime.protocol.Endpoint;
import network.golem.runtime.protocol.Network;
import network.golem.runtime.protocol.NetworkInterface;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import org.jspecify.annotations.Nullable;

/// The UDP socket that a supervisor has for a runtime with the capability `vpn`, open before the
/// runtime starts.
final class NetworkSocket implements AutoCloseable {
  private static final int LONGEST_FRAME = 131_072; // the supervisor's own buffer

  private final DatagramSocket socket;

  private NetworkSocket(DatagramSocket socket) {
    this.socket = socket;
  }

  static NetworkSocket open() {
    try {
      return new NetworkSocket(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new AssertionError("Cannot open a UDP socket", e);
    }
  }

  /// The options that the runtime is started with.
  List<String> options() {
    return List.of("--vpn-endpoint", "udp://127.0.0.1:" + socket.getLocalPort());
  }

  /// The request to join a network.
  ///
  /// @param network for example `10.1.2.0/24`
  /// @param addresses the runtime's own
  static Request request(long id, String network, List<String> addresses) {
    int slash = network.indexOf('/');
    if (slash < 0 || addresses.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a network and the runtime's own addresses:"
              + " joinNetwork(\"10.1.2.0/24\", \"10.1.2.3\")");
    }
    int prefix = Integer.parseInt(network.substring(slash + 1));
    int ones = prefix == 0 ? 0 : -1 << (32 - prefix);
    String mask =
        (ones >>> 24) + "." + (ones >>> 16 & 255) + "." + (ones >>> 8 & 255) + "." + (ones & 255);
    return new Request.CreateNetwork(
        id,
        addresses.stream()
            .map(own -> new Network(network.substring(0, slash), "", mask, own))
            .toList(),
        Map.of(),
        NetworkInterface.VPN);
  }

  /// The network, according to the runtime's answer.
  JoinedNetwork joined(Response response, SessionHistory history) {
    return switch (response) {
      case Response.CreateNetwork(long _, @Nullable Endpoint endpoint) ->
          new Joined(new Answer.Accepted(0), address(endpoint, history), history);
      case Response.Error error -> new Joined(Ledger.refusal(error), null, history);
      default -> throw history.failure("The network was answered with " + response);
    };
  }

  /// A test can only send to a UDP socket.
  private static InetSocketAddress address(@Nullable Endpoint endpoint, SessionHistory history) {
    if (endpoint instanceof Endpoint.UdpDatagram(String text)) {
      int colon = text.lastIndexOf(':');
      return new InetSocketAddress(
          InetAddress.ofLiteral(text.substring(0, colon)),
          Integer.parseInt(text.substring(colon + 1)));
    }
    throw history.failure(
        "The runtime's endpoint is not a UDP socket, which is the only kind that can be tested: "
            + endpoint);
  }

  @Override
  public void close() {
    socket.close();
  }

  private final class Joined implements JoinedNetwork {
    private final Answer answer;
    private final @Nullable InetSocketAddress runtime;
    private final SessionHistory history;

    Joined(Answer answer, @Nullable InetSocketAddress runtime, SessionHistory history) {
      this.answer = answer;
      this.runtime = runtime;
      this.history = history;
    }

    @Override
    public Answer answer() {
      return answer;
    }

    @Override
    public JoinedNetwork send(byte[] frame) {
      if (runtime == null) {
        throw history.failure("The runtime has not joined the network: " + answer);
      }
      try {
        socket.send(new DatagramPacket(frame, frame.length, runtime));
        return this;
      } catch (IOException e) {
        throw history.failure("Cannot send the frame", e);
      }
    }

    @Override
    public byte[] receive() {
      Duration patience = history.patience();
      DatagramPacket packet = new DatagramPacket(new byte[LONGEST_FRAME], LONGEST_FRAME);
      try {
        socket.setSoTimeout((int) patience.toMillis());
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
      } catch (SocketTimeoutException e) {
        throw history.failure("Waited " + patience.toSeconds() + " s for a frame", e);
      } catch (IOException e) {
        throw history.failure("Cannot receive a frame", e);
      }
    }
  }
}
