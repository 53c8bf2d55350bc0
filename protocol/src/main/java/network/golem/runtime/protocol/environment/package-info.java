/// What a launcher and the program that it starts agree on.
@NullMarked
package network.golem.runtime.protocol.environment;

import org.jspecify.annotations.NullMarked;
