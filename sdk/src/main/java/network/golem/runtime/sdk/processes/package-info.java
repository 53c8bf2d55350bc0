/// The programs that a runtime executes: starts them, reads their output, signals them, and leaves
/// none behind. This package is the entrance to the ones below: [Programs] has all programs, and a
/// [ProgramGroup] those of one command.
///
/// The packages below, from the bottom up: `table` (the system's processes and their owners),
/// `accounting`, `ending`, `running`, `starting`.
///
/// # Lock order
///
/// A thread that holds one of these takes only those below it. None of them is held while the
/// author's code runs or a program's output is passed on, and no lock of the package `server` is
/// held when one of them is taken.
///
/// 1. the monitor of `Programs`: the state that is created for the first program, and the warden
/// 2. `Offspring.countingLock`: the processor time, summed up from a snapshot of all processes
/// 3. `Offspring.lock`: which processes run and whose they are. Held while a program that has ended
///    is waited for, so that its processor time is in exactly one of the two sums.
///
/// The monitors of a `Warden` and of a `ProgramInput`, and that of the lines of a child, are taken
/// under none of these, and none of these under them.
@NullMarked
package network.golem.runtime.sdk.processes;

import org.jspecify.annotations.NullMarked;
