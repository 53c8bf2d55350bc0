/// The programs that a runtime executes: started, listened to, signalled, and not left behind.
@NullMarked
package network.golem.runtime.sdk.processes;

import org.jspecify.annotations.NullMarked;
