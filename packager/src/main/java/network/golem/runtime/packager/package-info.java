/// Packages programs as directories that are installed by copying them: jars and a launcher, and
/// for a runtime its descriptor, its preset, and by default its own Java with a start-up cache. The
/// packager knows a runtime's jars, not the other modules of this project: what it needs of the SDK
/// is executed from the runtime's jars. [Main] is the command of builds, [RuntimePackage] what it
/// does; [ClassPathLauncher] starts classes that are not packaged by the same script.
@NullMarked
package network.golem.runtime.packager;

import org.jspecify.annotations.NullMarked;
