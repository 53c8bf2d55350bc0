/// The system's own functions and names, where Java has none.
@NullMarked
package network.golem.runtime.sdk.posix;

import org.jspecify.annotations.NullMarked;
