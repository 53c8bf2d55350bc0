package network.golem.runtime.supervisor.networks;

import java.io.IOException;
import java.util.List;
import network.golem.runtime.protocol.Endpoint;
import network.golem.runtime.protocol.Network;
import network.golem.runtime.protocol.NetworkInterface;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PrivateNetwork;
import network.golem.runtime.supervisor.model.TimeLimit;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.play.DeskThread;
import network.golem.runtime.supervisor.play.Patience;
import network.golem.runtime.supervisor.play.PlayListener;
import network.golem.runtime.supervisor.session.ServerSession;
import org.jspecify.annotations.Nullable;

/// A runtime's private networks, and the desk in them.
public final class Networks implements AutoCloseable {
  private static final String DEFAULT_MASK = "255.255.255.0";

  private final @Nullable VpnSocket socket;
  private final KnownNetworks known;
  private final PlayListener listener;
  private @Nullable DeskNode desk;

  private Networks(@Nullable VpnSocket socket, KnownNetworks known, PlayListener listener) {
    this.socket = socket;
    this.known = known;
    this.listener = listener;
  }

  /// Prepares for them before the runtime is started, if its offer has the capability `vpn`.
  public static Networks prepare(Agreement agreement, KnownNetworks known, PlayListener listener)
      throws CommandFailure {
    if (!agreement.hasVpn()) {
      if (!known.networks().isEmpty()) {
        listener.warn(
            "the runtime's offer does not have the capability vpn, so the networks of deploy are"
                + " ignored, as on a node");
      }
      return new Networks(null, known, listener);
    }
    try {
      return new Networks(VpnSocket.open(), known, listener);
    } catch (IOException e) {
      throw new CommandFailure(-1, "cannot open a UDP socket: " + e.getMessage());
    }
  }

  /// The options that the runtime is started with.
  public List<String> options() {
    return socket == null ? List.of() : List.of("--vpn-endpoint", socket.url());
  }

  /// Makes the runtime join them, if there are any.
  public void join(
      ServerSession session, CommandPosition position, TimeLimit limit, Patience patience)
      throws CommandFailure, InterruptedException {
    List<PrivateNetwork> wanted = known.networks();
    if (socket == null || wanted.isEmpty()) {
      return;
    }
    List<Network> networks = onTheWire(wanted);
    Endpoint endpoint =
        session.join(
            id -> new Request.CreateNetwork(id, networks, known.hosts(), NetworkInterface.VPN),
            position,
            limit,
            patience);
    try {
      desk =
          DeskNode.join(
              socket,
              endpoint,
              wanted.stream()
                  .map(net ->
                      Member.of(subnet(net), net.nodeIp(), net.nodes().keySet(), net.gateway()))
                  .toList(),
              sentence -> listener.on(new PlayEvent.NetworkNews(sentence)),
              (name, body) -> DeskThread.start(name, listener, body::run));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          -1, String.valueOf(e.getMessage()), "the runtime answered with " + endpoint);
    } catch (IOException e) {
      throw new CommandFailure(
          -1, "cannot reach the runtime's endpoint of the network: " + e.getMessage());
    }
  }

  private static List<Network> onTheWire(List<PrivateNetwork> networks) throws CommandFailure {
    try {
      return networks.stream().map(Networks::onTheWire).toList();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(-1, String.valueOf(e.getMessage()), "so no node can join it");
    }
  }

  private static Network onTheWire(PrivateNetwork net) {
    Subnet subnet = subnet(net);
    Subnet.checkHost(net.nodeIp());
    return new Network(
        Subnet.dotted(subnet.network()),
        net.gateway().orElse(""),
        Subnet.dotted(subnet.mask()),
        net.nodeIp());
  }

  /// @throws IllegalArgumentException with a sentence that says what is wrong
  private static Subnet subnet(PrivateNetwork net) {
    return Subnet.of(net.ip(), net.mask().orElse(DEFAULT_MASK));
  }

  @Override
  public void close() {
    try {
      if (desk != null) {
        desk.close();
      }
    } catch (IOException e) {
      listener.warn("cannot close the network: " + e.getMessage());
    }
    if (socket != null) {
      socket.close();
    }
  }
}
