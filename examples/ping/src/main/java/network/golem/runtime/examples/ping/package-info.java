/// A runtime that is a node of the requestor's private network.
@NullMarked
package network.golem.runtime.examples.ping;

import org.jspecify.annotations.NullMarked;
