package network.golem.runtime.supervisor.networks;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.PrivateNetwork;
import network.golem.runtime.supervisor.play.CommandFailure;

/// The networks and hosts that scripts have named so far. As on a node, those of an earlier
/// `deploy` outlive `terminate`: a network is replaced by one with the same id, a host by one with
/// the same name.
public final class KnownNetworks {
  @GuardedBy("this")
  private final Map<String, PrivateNetwork> networks = new LinkedHashMap<>();

  @GuardedBy("this")
  private final Map<String, String> hosts = new LinkedHashMap<>();

  /// @throws CommandFailure if an address is invalid; then nothing is remembered
  public synchronized void remember(ExeCommand.Deploy deploy) throws CommandFailure {
    for (PrivateNetwork network : deploy.networks()) {
      check(network);
    }
    deploy.networks().forEach(network -> networks.put(network.id(), network));
    hosts.putAll(deploy.hosts());
  }

  /// Refuses what a node's supervisor refuses in `deploy`: invalid addresses, and other nodes with
  /// addresses that a node cannot have. It checks neither the range of the activity's own address
  /// nor the bits of the mask.
  private static void check(PrivateNetwork network) throws CommandFailure {
    String ip = network.ip();
    int slash = ip.indexOf('/');
    List<String> addresses =
        Stream.of(
                Stream.of(slash < 0 ? ip : ip.substring(0, slash)),
                network.gateway().stream(),
                network.nodes().keySet().stream(),
                Stream.of(network.nodeIp()))
            .flatMap(each -> each)
            .toList();
    for (String address : addresses) {
      checkSyntax(address, "IP");
    }
    if (network.mask().isPresent()) {
      checkSyntax(network.mask().get(), "IPv4");
    }
    for (String node : network.nodes().keySet()) {
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

  synchronized List<PrivateNetwork> networks() {
    return List.copyOf(networks.values());
  }

  synchronized Map<String, String> hosts() {
    return new LinkedHashMap<>(hosts);
  }
}
