/// The smallest runtime worth running.
@NullMarked
package network.golem.runtime.examples.greeter;

import org.jspecify.annotations.NullMarked;
