/// Communicates with a runtime: over the protocol with one process that stays ([ServerSession], on
/// top of [RuntimeClient]), or with one process per command ([OneShotCall]). The output of `deploy`
/// selects the mode ([DeployResult]).
///
/// In server mode, events do not say which command they belong to. [EventMonitor] guesses as a
/// node's supervisor does, and warns when that guess can be wrong.
@NullMarked
package network.golem.runtime.supervisor.session;

import org.jspecify.annotations.NullMarked;
