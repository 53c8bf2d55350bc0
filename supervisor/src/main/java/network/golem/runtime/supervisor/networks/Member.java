package network.golem.runtime.supervisor.networks;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A runtime's position in a network.
///
/// @param runtime its address
/// @param others the addresses of all other nodes; at least one
record Member(int runtime, List<Integer> others) {

  /// @param nodes addresses that the script names
  /// @param gateway the network's, if it has one
  public static Member of(
      Subnet subnet, String runtime, Collection<String> nodes, Optional<String> gateway) {
    int own = Subnet.address(runtime);
    List<Integer> named =
        Stream.concat(nodes.stream(), gateway.stream())
            .map(Subnet::address)
            .filter(address -> address != own)
            .distinct()
            .sorted(Integer::compareUnsigned)
            .toList();
    return new Member(own, named.isEmpty() ? List.of(free(subnet, own)) : named);
  }

  /// If a script names no other node, the desk is one.
  private static int free(Subnet subnet, int own) {
    int first = subnet.network() + 1;
    return first == own ? first + 1 : first;
  }

  /// The address from which the desk pings.
  int desk() {
    return others.getFirst();
  }
}
