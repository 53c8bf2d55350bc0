/// A runtime's command line, split among the supervisor, the author and the requestor.
@NullMarked
package network.golem.runtime.sdk.commandline;

import org.jspecify.annotations.NullMarked;
