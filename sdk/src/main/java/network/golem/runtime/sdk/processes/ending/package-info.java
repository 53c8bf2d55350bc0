/// How programs are ended: signals to all of their processes, again and again until none is left;
/// and the warden, which does it for a runtime that was killed.
@NullMarked
package network.golem.runtime.sdk.processes.ending;

import org.jspecify.annotations.NullMarked;
