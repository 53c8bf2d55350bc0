/// One call of a runtime's executable, phase by phase, whatever it runs in.
@NullMarked
package network.golem.runtime.sdk.invocation;

import org.jspecify.annotations.NullMarked;
