/// The activity of one process: its directory, volumes and counters, and what deploy leaves for the
/// later phases.
@NullMarked
package network.golem.runtime.sdk.activity;

import org.jspecify.annotations.NullMarked;
