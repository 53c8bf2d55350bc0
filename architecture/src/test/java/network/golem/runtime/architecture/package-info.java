/// Checks which package may use which, in all modules.
@NullMarked
package network.golem.runtime.architecture;

import org.jspecify.annotations.NullMarked;
