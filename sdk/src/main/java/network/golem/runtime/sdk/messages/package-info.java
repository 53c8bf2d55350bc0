/// What is said to people: the lines of the log, and the words for a failure. Below all other
/// rooms, as each of them has something to say.
@NullMarked
package network.golem.runtime.sdk.messages;

import org.jspecify.annotations.NullMarked;
