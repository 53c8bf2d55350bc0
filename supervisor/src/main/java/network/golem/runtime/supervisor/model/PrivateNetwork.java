package network.golem.runtime.supervisor.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.ProviderException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A network that a script's `deploy` joins the activity to, as the script names it. Its addresses
/// are checked when it is deployed.
///
/// @param ip its address, or `ADDRESS/PREFIX`
/// @param mask in dotted form
/// @param nodeIp the activity's own address
/// @param nodes the other nodes: ids by address
public record PrivateNetwork(
    String id,
    String ip,
    Optional<String> mask,
    Optional<String> gateway,
    String nodeIp,
    Map<String, String> nodes) {
  private static final Set<String> KEYS = Set.of("id", "ip", "mask", "gateway", "nodeIp", "nodes");

  public PrivateNetwork {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
  }

  static PrivateNetwork of(JsonFields net, List<String> warnings) throws ProviderException {
    UnknownKeys.warn(net, KEYS, warnings);
    String id = net.text("id");
    String ip = net.text("ip");
    String nodeIp = net.text("nodeIp");
    if (!net.withoutNull("nodes").has("nodes")) {
      throw new ProviderException(
          net.place() + ": required key 'nodes' is missing (an object of node ids by address)");
    }
    return new PrivateNetwork(
        id,
        ip,
        net.optionalText("mask"),
        net.optionalText("gateway"),
        nodeIp,
        net.textsByKey("nodes"));
  }

  /// As a node's supervisor reports it.
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
}
