/// The programs that a runtime executes: started, listened to, signalled, and not left behind. The
/// face of all that is below: [Programs] has all of them, a [ProgramGroup] those of one command.
///
/// Rooms, lowest first: `table` (the system's processes, and whose they are), `accounting`,
/// `ending`, `running`, `starting`.
@NullMarked
package network.golem.runtime.sdk.processes;

import org.jspecify.annotations.NullMarked;
