/// How frames are sent to the supervisor: one [network.golem.runtime.sdk.frames.FrameWriter] for
/// the runtime, used by all its threads.
///
/// # Who writes when
///
/// Only one thread writes at a time: it has the *turn*. It takes all frames out of the
/// [network.golem.runtime.sdk.frames.FrameQueue] as one batch, writes them without holding the
/// lock, and then writes what others have added in the meantime. There is no dedicated writing
/// thread, because a thread switch for each frame would cost more than the write.
///
/// | thread with a frame | what it does |
/// | --- | --- |
/// | a command that prints | writes at once if it is alone; leaves frames in quick succession to gather, to 32 KiB; waits if there is no room |
/// | the thread that reads requests | writes a lone answer if the pipe is empty, because it then cannot block; otherwise leaves it to the flusher |
/// | timers, counters, states | leave it to the flusher |
/// | any thread, while another one is writing | leaves it to that one, which writes some batches for others and then leaves the rest to the flusher |
///
/// Answers are written before waiting events, except for the last answers, which must be the last
/// frames. Everything else is sent in the order in which it was added. A counter is sent with its
/// newest value, however often it has changed.
///
/// # States
///
/// ```
/// turn       nobody's → a thread's   beginTurn, under the lock; the batch is written without it
///            a thread's → nobody's   endTurn
///            a thread's → another's  takeOverTurn, if an Error has cut it short
///
/// flusher    RESTING → GATHERING     a command leaves a frame to gather
///            GATHERING → RESTING     commands have written everything themselves, or it writes, as
///                                    nobody has for 0.2 ms
///            any → DUE               a thread that must not wait leaves a frame; finish
///            DUE → RESTING           it writes, or somebody else does
///
/// intake     OPEN → CLOSED           finish
///            OPEN, CLOSED → BROKEN   writing has failed, or a frame was lost
/// ```
///
/// # Errors
///
/// A StackOverflowError in an author's recursion may occur anywhere in here, and the author's code
/// may catch it and continue. These rules make it harmless:
///
/// - A frame is added as a whole or not at all. Before that, it is settled which thread will write
///   it: a turn is begun, or the flusher is woken.
/// - Calls that can throw come before changes: a turn begins, is exchanged for the next one, and
///   ends by assignments without calls between them.
/// - If an Error leaves a method that writes (`answer`, `flush`, `output`), that method marks the
///   thread's turn as cut short, releases the lock, and wakes the flusher, which takes the turn
///   over and writes what has not been written yet. That takes a few calls, so it is tried again at
///   lesser depths of the stack: by the command's sink, which has called the method, and by
///   `recover` when the command has failed (see
///   [network.golem.runtime.sdk.frames.FrameWriter#leaveToFlusher]).
/// - Before the lock's own queues are changed, it is made sure that there is enough stack.
///
/// One limit remains: if the stack does not suffice for that at either depth, in particular for
/// releasing the lock, then nothing is lost, but all frames wait for the next one of this thread,
/// or for the end of its command.
///
/// # Lock order
///
/// The writer's lock comes last but for two: the package `server` documents which may be held when
/// it is taken. Under it, only two locks are taken, and neither takes another: a counter's, for its
/// newest value, and that of the causes to stop, when writing has failed. The author's code is
/// never called under it.
@NullMarked
package network.golem.runtime.sdk.frames;

import org.jspecify.annotations.NullMarked;
