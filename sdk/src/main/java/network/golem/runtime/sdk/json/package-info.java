/// Writes JSON without a library, for the phases that have no time to load one.
@NullMarked
package network.golem.runtime.sdk.json;

import org.jspecify.annotations.NullMarked;
