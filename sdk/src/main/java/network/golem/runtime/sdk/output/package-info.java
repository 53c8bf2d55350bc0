/// What a command prints: gathered into pieces, and handed on to a sink that knows where it goes.
@NullMarked
package network.golem.runtime.sdk.output;

import org.jspecify.annotations.NullMarked;
