/// Where `main` arrives, and what it does to the process: the standard streams, the exit.
@NullMarked
package network.golem.runtime.sdk.launch;

import org.jspecify.annotations.NullMarked;
