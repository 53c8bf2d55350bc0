/// Ends programs: signals all of their processes, repeatedly until none is left. The warden does
/// the same for a runtime that was killed.
@NullMarked
package network.golem.runtime.sdk.processes.ending;

import org.jspecify.annotations.NullMarked;
