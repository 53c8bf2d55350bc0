/// How a program is started, natively or in the JDK's way, and why it could not be.
@NullMarked
package network.golem.runtime.sdk.processes.starting;

import org.jspecify.annotations.NullMarked;
