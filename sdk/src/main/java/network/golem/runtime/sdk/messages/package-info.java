/// Messages for people: the lines of the log, and descriptions of failures. At the bottom, because
/// every other package uses it.
@NullMarked
package network.golem.runtime.sdk.messages;

import org.jspecify.annotations.NullMarked;
