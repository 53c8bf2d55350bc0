/// Packages programs as directories that are installed by copying them: jars and a launcher, and
/// for a runtime its descriptor, its preset, and by default its own Java with a start-up cache. The
/// packager depends on none of the other modules of this project: whatever it needs from the SDK,
/// it executes from the runtime's own jars. Builds execute [Main], and [RuntimePackage] does the
/// work; [ClassPathLauncher] starts classes that are not packaged with the same script.
@NullMarked
package network.golem.runtime.packager;

import org.jspecify.annotations.NullMarked;
