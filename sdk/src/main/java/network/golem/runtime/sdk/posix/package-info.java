/// System calls that Java does not have, and signals.
@NullMarked
package network.golem.runtime.sdk.posix;

import org.jspecify.annotations.NullMarked;
