/// The values in a play, and their readers: what a requestor asks for ([ExeScript], [ExeCommand]),
/// what was agreed upon ([Agreement]), which runtime is played ([RuntimeBinary]) and how
/// ([PlayOptions]), and what is reported during the play ([PlayEvent], with [ExeResult] and
/// [Usage]).
///
/// Everything here is immutable and starts nothing. Readers accept what a node's supervisor
/// accepts, refuse what it refuses, and collect a warning for each key that it accepts and then
/// ignores. This is the lowest package of the module: all others use it.
@NullMarked
package network.golem.runtime.supervisor.model;

import org.jspecify.annotations.NullMarked;
