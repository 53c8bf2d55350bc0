/// A runtime that greets, and bills per greeting.
@NullMarked
package network.golem.runtime.examples.greeter;

import org.jspecify.annotations.NullMarked;
