package network.golem.runtime.supervisor;

import java.util.Map;
import java.util.Optional;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.MalformedFileException;
import network.golem.runtime.supervisor.vpn.Subnet;

/// A network that a script's `deploy` joins the activity to.
///
/// @param network its address, with host bits zero
/// @param mask in dotted form
/// @param nodeIp the activity's own address
/// @param nodes the other nodes: an id by address
public record PrivateNetwork(
    String id,
    String network,
    String mask,
    Optional<String> gateway,
    String nodeIp,
    Map<String, String> nodes) {
  private static final String DEFAULT_MASK = "255.255.255.0";

  public PrivateNetwork {
    nodes = Map.copyOf(nodes);
  }

  static PrivateNetwork of(JsonFields net) throws MalformedFileException {
    try {
      String ip = net.text("ip");
      Map<String, String> nodes = net.textsByKey("nodes");
      nodes.keySet().forEach(Subnet::address);
      String nodeIp = net.text("nodeIp");
      Subnet.checkHost(nodeIp);
      net.optionalText("gateway").ifPresent(Subnet::address);
      Subnet subnet = Subnet.of(ip, net.optionalText("mask").orElse(DEFAULT_MASK));
      return new PrivateNetwork(
          net.optionalText("id").orElse(""),
          Subnet.dotted(subnet.network()),
          Subnet.dotted(subnet.mask()),
          net.optionalText("gateway"),
          nodeIp,
          nodes);
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(net.place() + ": " + e.getMessage());
    }
  }
}
