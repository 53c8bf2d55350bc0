/// One call of the program, phase by phase, whatever it runs in.
@NullMarked
package network.golem.runtime.sdk.program;

import org.jspecify.annotations.NullMarked;
