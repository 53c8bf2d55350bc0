/// The runtimes that exist for Golem, sketched on this API: their shape, not their work.
@NullMarked
package network.golem.runtime.sdktests.sketches;

import org.jspecify.annotations.NullMarked;
