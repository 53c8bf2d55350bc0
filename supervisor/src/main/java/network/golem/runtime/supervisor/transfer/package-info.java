/// Moves files between an activity's volumes and the world, and fetches task packages, by the rules
/// of the node's supervisor.
@NullMarked
package network.golem.runtime.supervisor.transfer;

import org.jspecify.annotations.NullMarked;
