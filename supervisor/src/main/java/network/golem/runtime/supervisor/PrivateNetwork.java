package network.golem.runtime.supervisor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.MalformedFileException;
import network.golem.runtime.supervisor.vpn.Subnet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A network that a script's `deploy` joins the activity to, as the script says it: whether its
/// addresses are any is found out when it is deployed.
///
/// @param ip its address, or `ADDRESS/PREFIX`
/// @param mask in dotted form
/// @param nodeIp the activity's own address
/// @param nodes the other nodes: an id by address
public record PrivateNetwork(
    String id,
    String ip,
    Optional<String> mask,
    Optional<String> gateway,
    String nodeIp,
    Map<String, String> nodes) {
  private static final String DEFAULT_MASK = "255.255.255.0";

  public PrivateNetwork {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
  }

  static PrivateNetwork of(JsonFields net) throws MalformedFileException {
    String id = net.text("id");
    String ip = net.text("ip");
    String nodeIp = net.text("nodeIp");
    if (!net.withoutNull("nodes").has("nodes")) {
      throw new MalformedFileException(
          net.place() + ": 'nodes' is missing, an object of node ids by address");
    }
    return new PrivateNetwork(
        id,
        ip,
        net.optionalText("mask"),
        net.optionalText("gateway"),
        nodeIp,
        net.textsByKey("nodes"));
  }

  /// As a node's supervisor tells of it.
  ObjectNode toJson() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("id", id);
    json.put("ip", ip);
    json.put("mask", mask.orElse(null));
    json.put("gateway", gateway.orElse(null));
    json.put("nodeIp", nodeIp);
    json.set("nodes", JsonMapper.shared().valueToTree(nodes));
    return json;
  }

  /// Refuses what a node's supervisor refuses when it deploys: what is not an address, and a node
  /// with one that none can have. It looks at neither the activity's own address nor the mask's
  /// bits.
  void check() throws CommandFailure {
    int slash = ip.indexOf('/');
    List<String> addresses =
        Stream.of(
                Stream.of(slash < 0 ? ip : ip.substring(0, slash)),
                gateway.stream(),
                nodes.keySet().stream(),
                Stream.of(nodeIp))
            .flatMap(each -> each)
            .toList();
    for (String address : addresses) {
      checkSyntax(address, "IP");
    }
    if (mask.isPresent()) {
      checkSyntax(mask.get(), "IPv4");
    }
    for (String node : nodes.keySet()) {
      try {
        Subnet.checkHost(node);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(
            -1, "Net error: IP address not allowed: " + node, String.valueOf(e.getMessage()));
      }
    }
  }

  private static void checkSyntax(String address, String kind) throws CommandFailure {
    try {
      int _ = Subnet.address(address);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          -1,
          "Net error: Invalid IP address: invalid " + kind + " address syntax",
          String.valueOf(e.getMessage()));
    }
  }

  /// @throws IllegalArgumentException with a sentence that names what is wrong
  Subnet subnet() {
    return Subnet.of(ip, mask.orElse(DEFAULT_MASK));
  }
}
