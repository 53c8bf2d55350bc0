package network.golem.runtime.supervisor.networks;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A runtime's place in a network.
///
/// @param runtime its address
/// @param others the addresses of all other nodes; at least one
public record Member(int runtime, List<Integer> others) {

  /// @param nodes addresses that the script names
  /// @param gateway the network's, where it has one
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

  /// Where a script names nobody else, the desk is somebody.
  private static int free(Subnet subnet, int own) {
    int first = subnet.network() + 1;
    return first == own ? first + 1 : first;
  }

  /// Whom the desk pings as.
  int desk() {
    return others.getFirst();
  }
}
