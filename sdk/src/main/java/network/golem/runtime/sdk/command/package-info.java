/// A command while the author's code works on it: its outcome, and how it is killed.
@NullMarked
package network.golem.runtime.sdk.command;

import org.jspecify.annotations.NullMarked;
