/// What every step of a play needs: reporting events ([PlayListener]), threads whose failure ends
/// the play instead of hanging it ([DeskThread]), waiting with a time limit ([Patience]), capturing
/// a command's output ([CapturedOutput]), and failures of commands ([CommandFailure], in the words
/// of [NodeWording]).
///
/// A failure has two sentences: the node's own, which a requestor sees and which must not change by
/// a single character, and our explanation below it.
@NullMarked
package network.golem.runtime.supervisor.play;

import org.jspecify.annotations.NullMarked;
