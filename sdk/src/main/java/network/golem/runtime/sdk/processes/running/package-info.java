/// A program while it runs: its input, its output and its end. There are two kinds, started by
/// `posix_spawn` or by the JDK.
@NullMarked
package network.golem.runtime.sdk.processes.running;

import org.jspecify.annotations.NullMarked;
