/// Compares our supervisor with recordings of the real one, which are in the resources; their
/// README describes the format.
@NullMarked
package network.golem.runtime.interop.recorded;

import org.jspecify.annotations.NullMarked;
