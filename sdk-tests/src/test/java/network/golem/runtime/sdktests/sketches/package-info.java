/// Sketches of Golem's existing runtimes on this API, without their actual work.
@NullMarked
package network.golem.runtime.sdktests.sketches;

import org.jspecify.annotations.NullMarked;
