/// The entry point for `main`: takes over the process, its standard streams and its exit.
@NullMarked
package network.golem.runtime.sdk.launch;

import org.jspecify.annotations.NullMarked;
