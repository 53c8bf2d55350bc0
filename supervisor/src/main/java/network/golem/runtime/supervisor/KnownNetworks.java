package network.golem.runtime.supervisor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The networks and hosts that scripts have named so far. As on a node, those of a former `deploy`
/// outlive `terminate`: a network is replaced by one with the same id, a host by one of its name.
final class KnownNetworks {
  private final Map<String, PrivateNetwork> networks = new LinkedHashMap<>();
  private final Map<String, String> hosts = new LinkedHashMap<>();

  /// @throws CommandFailure if an address is none; nothing is taken in then
  synchronized void remember(ExeCommand.Deploy deploy) throws CommandFailure {
    for (PrivateNetwork network : deploy.networks()) {
      network.check();
    }
    deploy.networks().forEach(network -> networks.put(network.id(), network));
    hosts.putAll(deploy.hosts());
  }

  synchronized List<PrivateNetwork> networks() {
    return List.copyOf(networks.values());
  }

  synchronized Map<String, String> hosts() {
    return new LinkedHashMap<>(hosts);
  }
}
