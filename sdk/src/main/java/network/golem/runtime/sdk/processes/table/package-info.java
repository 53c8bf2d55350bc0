/// The system's processes as `/proc` shows them, and the [mark][Mark] that shows which of them
/// descend from a runtime's programs, and who owns them.
@NullMarked
package network.golem.runtime.sdk.processes.table;

import org.jspecify.annotations.NullMarked;
