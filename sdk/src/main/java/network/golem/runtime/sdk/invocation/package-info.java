/// Executes one call of a runtime's executable, phase by phase, in any host.
@NullMarked
package network.golem.runtime.sdk.invocation;

import org.jspecify.annotations.NullMarked;
