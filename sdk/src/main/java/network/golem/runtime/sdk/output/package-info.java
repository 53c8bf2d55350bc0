/// Collects a command's output into pieces, and passes them to a sink, which determines where they
/// go.
@NullMarked
package network.golem.runtime.sdk.output;

import org.jspecify.annotations.NullMarked;
