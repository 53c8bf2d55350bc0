/// One runtime under several names.
@NullMarked
package network.golem.runtime.examples.environment;

import org.jspecify.annotations.NullMarked;
