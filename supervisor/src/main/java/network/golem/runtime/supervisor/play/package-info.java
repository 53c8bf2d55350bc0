/// What every step of a play needs: who is told ([PlayListener]), threads whose failure ends the
/// play instead of hanging it ([DeskThread]), how long a step is waited for ([Patience]), what is
/// kept of a command's output ([CapturedOutput]), and how a command fails ([CommandFailure], in the
/// words of [NodeWording]).
///
/// A failure has two sentences: the node's own, which a requestor sees and which must stay as it is
/// to the letter, and an explanation of ours beneath it.
@NullMarked
package network.golem.runtime.supervisor.play;

import org.jspecify.annotations.NullMarked;
