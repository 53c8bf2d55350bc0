/// A command while the author's code works on it: its outcome, and how a signal ends it.
///
/// [network.golem.runtime.sdk.command.CommandTask] is what the author gets as a
/// [network.golem.runtime.sdk.Command]. It serves all three callers alike: a run of a session,
/// `start`, and the one command of a process of its own. What differs is the
/// [network.golem.runtime.sdk.output.OutputSink] that each passes in: frames with a pid, frames
/// until `start` has returned and then the log, or the process's own outputs.
///
/// # States
///
/// Two questions matter when a command ends: is the author's code still at work, and may it still
/// print? `Termination` answers both by one state:
///
/// ```
/// may print        WAITING ──enter──▶ RUNNING ──signal──▶ ENDING      RUNNING, ENDING ──leave──▶ LEFT
///                     │                  │                   │                                    │
///                     └─────silence──────┴──────silence──────┘                                 silence
///                                        ▼                                                        ▼
/// must not print                      SILENCED ────────────────────leave──────────────────────▶ OVER
/// ```
///
/// - A signal that begins the end finds a handler ([network.golem.runtime.sdk.Command#onKill]) or
///   programs that the command waits for: it is ENDING, and may print until they are done. It finds
///   neither: what has been printed is sent, and the command is SILENCED and its thread
///   interrupted.
/// - Only the first such signal counts. Before the command began, it keeps it from beginning.
/// - LEFT is where the last words of a failed command are printed, which may have to wait for the
///   reader. Nothing interrupts that any more; the end of the grace silences it.
/// - Whoever tells the command's end silences it before.
///
/// Every piece of output asks `Termination` at the last moment, also a piece that had to wait: a
/// print of a silenced command throws `CancellationException`, so that the author's `finally` runs.
///
/// # Locks
///
/// `Termination` has a lock of its own, under which no other is taken; see the package `server` for
/// the order of all locks. The monitor of the command itself is left to the author, who may hold it
/// forever.
@NullMarked
package network.golem.runtime.sdk.command;

import org.jspecify.annotations.NullMarked;
