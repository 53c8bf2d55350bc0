/// A runtime in one-shot mode.
@NullMarked
package network.golem.runtime.examples.commandmode;

import org.jspecify.annotations.NullMarked;
