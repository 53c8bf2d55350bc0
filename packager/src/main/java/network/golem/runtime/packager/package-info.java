/// Makes a runtime that installs by copying: a linked Java image, the jars beside it, the start-up
/// cache, and the launcher. Knows the jars of a runtime, not the other modules of this project.
@NullMarked
package network.golem.runtime.packager;

import org.jspecify.annotations.NullMarked;
