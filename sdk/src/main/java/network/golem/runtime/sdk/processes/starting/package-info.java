/// Starts programs, natively or through the JDK, and explains why a program could not be started.
@NullMarked
package network.golem.runtime.sdk.processes.starting;

import org.jspecify.annotations.NullMarked;
