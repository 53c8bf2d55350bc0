package network.golem.runtime.sdk;

import java.net.InetAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The supervisor's request to join networks.
///
/// @param kind what the networks are for
/// @param networks the requestor's networks, at least one
/// @param hosts the names that the requestor has given to nodes, with their addresses, in the
///   requestor's order
/// @param endpoint the supervisor's endpoint for this kind, from the command line
public record NetworkRequest(
    Kind kind,
    List<Network> networks,
    Map<String, InetAddress> hosts,
    Optional<SupervisorEndpoint> endpoint) {

  public NetworkRequest {
    networks = List.copyOf(networks);
    hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
  }

  /// What a network is for.
  public enum Kind {
    /// A private network of the requestor's nodes.
    VPN,
    /// Internet access.
    INET
  }

  /// One network to join.
  ///
  /// @param address the network's address, with host bits as the requestor gave them
  /// @param gateway the network's gateway, if it has one
  /// @param mask the network mask, such as `255.255.255.0`
  /// @param ownAddress this node's address
  public record Network(
      InetAddress address,
      Optional<InetAddress> gateway,
      InetAddress mask,
      InetAddress ownAddress) {

    /// The number of one bits in the mask.
    public int prefixLength() {
      int ones = 0;
      for (byte b : mask.getAddress()) {
        ones += Integer.bitCount(b & 0xff);
      }
      return ones;
    }
  }
}
