/// The variables that a launcher passes to the program that it starts.
@NullMarked
package network.golem.runtime.protocol.environment;

import org.jspecify.annotations.NullMarked;
