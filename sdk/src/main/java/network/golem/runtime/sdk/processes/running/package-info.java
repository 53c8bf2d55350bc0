/// A program while it runs: what it reads, what it prints, and its end; as `posix_spawn` started
/// it, or as the JDK did.
@NullMarked
package network.golem.runtime.sdk.processes.running;

import org.jspecify.annotations.NullMarked;
