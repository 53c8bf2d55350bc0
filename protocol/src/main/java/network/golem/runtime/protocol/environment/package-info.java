/// The agreement between a launcher and the program that it starts.
@NullMarked
package network.golem.runtime.protocol.environment;

import org.jspecify.annotations.NullMarked;
