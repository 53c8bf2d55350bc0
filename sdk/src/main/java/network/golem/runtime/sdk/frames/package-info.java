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
/// | timers, counters | leave it to the flusher |
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
///            a thread's → nobody's   endTurn; after a StackOverflowError by way of recover
///
/// flusher    RESTING → GATHERING     a command leaves a frame to gather
///            GATHERING → RESTING     commands have written everything themselves
///            GATHERING → DUE         nobody has written for 0.2 ms
///            any → DUE               a thread that must not wait leaves a frame; finish
///            DUE → RESTING           it writes, or somebody else does
///
/// intake     OPEN → CLOSED           finish
///            OPEN, CLOSED → BROKEN   writing has failed, or a frame was lost
/// ```
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
