/// The programs that a runtime executes: starts them, reads their output, signals them, and leaves
/// none behind. This package is the entrance to the ones below: [Programs] has all programs, and a
/// [ProgramGroup] those of one command.
///
/// The packages below, from the bottom up: `table` (the system's processes and their owners),
/// `accounting`, `ending`, `running`, `starting`.
@NullMarked
package network.golem.runtime.sdk.processes;

import org.jspecify.annotations.NullMarked;
