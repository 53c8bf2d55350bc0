/// The runtime as operating system processes: which arguments it is called with
/// ([RuntimeArguments]), how it is started in a session of its own and signalled as a whole
/// ([RuntimeProcess]), what lives now ([ProcessTable], the only reader of `/proc` here), and what
/// it leaves behind ([Leftovers]).
@NullMarked
package network.golem.runtime.supervisor.process;

import org.jspecify.annotations.NullMarked;
