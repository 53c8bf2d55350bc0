/// The system's processes as `/proc` shows them, and the [mark][Mark] that tells which of them
/// descend from a runtime's programs, and from whose.
@NullMarked
package network.golem.runtime.sdk.processes.table;

import org.jspecify.annotations.NullMarked;
