/// Server mode: requests, commands, and the shutdown.
///
/// # One run, from frame to frame
///
/// ```
/// thread «requests»   Requests.handle ─▶ Commands.begin ─▶ CommandThreads.add
/// thread «command»    CommandThreads.work ─▶ RunningCommand.execute ─▶ CommandTask.execute ─▶ the author's run
///                     … a print: CommandOutput.write ─▶ RunningCommand.write ─▶ FrameWriter.output
///                     … the end: RunningCommand.end ─▶ FrameWriter
/// ```
///
/// The answer to a run is sent with its first visible effect (output, the start of a program, its
/// end), or after a quarter of a second (`AnswerDeadlines`): until then, a failure is reported by
/// an error answer, which the requestor can read.
///
/// # Threads
///
/// | thread | does | may wait for |
/// | --- | --- | --- |
/// | the one that calls [network.golem.runtime.sdk.server.RuntimeServer#serve] | waits for a cause to stop, then performs the `Shutdown` | all within the deadline |
/// | requests | reads requests and answers them | the next request; room for very many answers |
/// | command, up to 4,096 | executes commands, and writes frames, also those of others | whatever the author's code waits for; room for output; the reader |
/// | start-stop | calls the author's `start`, later `stop` | likewise |
/// | join-network | calls the author's `joinNetwork` | whatever the author's code waits for |
/// | clock | answers in time, sends output after a silence, ends commands by force | nothing, unless an author's channel waits when it is interrupted |
/// | flusher | writes for threads that must not wait, what has gathered, and what an Error has kept a thread from writing | the reader |
///
/// # States
///
/// ```
/// LifeCycle        STARTING ──▶ SERVING ──▶ QUIET ───▶ ENDING      the runtime, as requests find it
///                     │            └──────▶ FAILED ──▶ ENDING
///                     └──▶ QUIET, FAILED                           each may become ENDING at once
///
/// RunningCommand   UNANSWERED ──accept──▶ ACCEPTED ──end──▶ ENDED   a command, as the supervisor
///                      └──────refuse────▶ REFUSED                   knows it
///
/// StartPhase       RUNNING ──signalEnd──▶ ENDING ──▶ RETURNED       the author's start
///                      ├────────────────────│──────▶ RETURNED
///                      └────────────────────┴──────▶ FAILED
/// ```
///
/// A command also has a state of its own, which decides whether it may still print: see the package
/// `command`. Each state is an enum that holds all transitions. `LifeCycle` refuses the others,
/// since several causes may compete for it; elsewhere they throw `IllegalStateException`.
///
/// # Lock order
///
/// A thread that holds one of these locks may take only those below it:
///
/// 1. `Requests.lock`: the requests that wait for `start`, and each change of the life cycle
/// 2. the monitor of `Commands`: the pids in use, and whether further commands are accepted
/// 3. the monitor of `AnswerDeadlines`; the lock of `CommandThreads`
/// 4. the lock of a command's [network.golem.runtime.sdk.output.CommandOutput], which is held while
///    a piece waits for room. A thread that must not wait uses `tryLock`.
/// 5. the monitor of a `RunningCommand`: the order of its answer and its end
/// 6. the lock of its `Termination`, and that of the
///    [network.golem.runtime.sdk.frames.FrameWriter]; neither is taken under the other
///
/// The locks of the package `processes` have an order of their own, and are taken under none of
/// these. The monitors of `StartPhase` and `LifeCycle`, and the one on which the shutdown waits for
/// commands, are held only for an assignment; no other lock is taken under them. None of these
/// locks is held while the author's code is called.
@NullMarked
package network.golem.runtime.sdk.server;

import org.jspecify.annotations.NullMarked;
