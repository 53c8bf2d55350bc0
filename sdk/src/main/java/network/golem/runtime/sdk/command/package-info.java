/// A command while the author's code executes it: its outcome, and how a signal ends it.
///
/// [network.golem.runtime.sdk.command.CommandTask] is the implementation of
/// [network.golem.runtime.sdk.Command]. It has three callers: a run in server mode, `start`, and
/// the single command of a one-shot process. They differ in the
/// [network.golem.runtime.sdk.output.OutputSink] that they pass: frames with a pid; frames until
/// `start` has returned, and then the log; or the process's own outputs.
///
/// # States
///
/// Two questions matter when a command ends: is the author's code still running, and may it still
/// print? `Termination` answers both with one state:
///
/// ```
/// may print        WAITING ──enter──▶ RUNNING ──signal──▶ ENDING      RUNNING, ENDING ──leave──▶ LEFT
///                     │                  │                   │                                    │
///                     └─────silence──────┴──────silence──────┘                                 silence
///                                        ▼                                                        ▼
/// must not print                      SILENCED ────────────────────leave──────────────────────▶ OVER
/// ```
///
/// - If a signal begins the end of a running command, it becomes ENDING. If there is a handler
///   ([network.golem.runtime.sdk.Command#onKill]), or the command waits for programs, it may print
///   until it returns, or the last of its programs has ended. Otherwise, or then, its output so far
///   is sent, if there is room, it becomes SILENCED, and its thread is interrupted.
/// - Only the first such signal has this effect, and only it is passed to the handler; without one,
///   programs get the further ones, too. If the first arrives before the command has begun, the
///   command never begins.
/// - In LEFT, the last line of a failed command is printed, which may have to wait for the reader.
///   The SDK does not interrupt that, but if a signal has begun the end, the end of the grace
///   period silences it.
/// - Before the command's end is sent, the command is silenced.
///
/// `Termination` is checked for every piece of output at the last moment, even if the piece had to
/// wait. If a silenced command prints, `CancellationException` is thrown, so that the author's
/// `finally` blocks run.
///
/// # Locks
///
/// `Termination` has a lock of its own, under which no other is taken; see the package `server` for
/// the order of all locks. A thread is interrupted without it, and leaves the command only when
/// that has been done, so that no interrupt reaches what it does next. The SDK never locks the
/// monitor of the command itself, because the author may hold it forever.
@NullMarked
package network.golem.runtime.sdk.command;

import org.jspecify.annotations.NullMarked;
