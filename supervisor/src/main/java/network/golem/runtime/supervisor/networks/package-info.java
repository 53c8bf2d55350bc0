/// The requestor's private networks. [Networks] makes the runtime join them between `start` and the
/// first command, and [DeskNode] plays every other node there: it answers ARP and ping, and pings
/// the runtime once. Frames travel over [VpnSocket].
///
/// [KnownNetworks] remembers the networks of all `deploy` commands so far: on a node, they outlive
/// `terminate`.
@NullMarked
package network.golem.runtime.supervisor.networks;

import org.jspecify.annotations.NullMarked;
