/// Makes programs that install by copying: their jars, and a launcher. For a runtime, descriptor
/// and preset too. Knows the jars of a runtime, not the other modules of this project.
@NullMarked
package network.golem.runtime.packager;

import org.jspecify.annotations.NullMarked;
