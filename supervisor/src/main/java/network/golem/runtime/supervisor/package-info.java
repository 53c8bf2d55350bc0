/// The other end of a runtime: starts it as a provider's supervisor does, plays the requestor's
/// scripts against it, and meters what it uses.
@NullMarked
package network.golem.runtime.supervisor;

import org.jspecify.annotations.NullMarked;
