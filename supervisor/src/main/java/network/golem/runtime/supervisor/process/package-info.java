/// The runtime as operating system processes: which arguments it is called with
/// ([RuntimeArguments]), how it is started in a session of its own and signalled as a whole
/// ([RuntimeProcess]), which processes are alive ([ProcessTable], the only reader of `/proc` here),
/// and which it leaves behind ([Leftovers]).
@NullMarked
package network.golem.runtime.supervisor.process;

import org.jspecify.annotations.NullMarked;
