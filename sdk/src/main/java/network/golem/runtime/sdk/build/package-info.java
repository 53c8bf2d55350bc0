/// Programs that a build runs on the runtime's own class path: one writes its descriptor and
/// preset, the others train Java, so that the start-up cache contains what a start needs. None of
/// this runs in a packaged runtime.
@NullMarked
package network.golem.runtime.sdk.build;

import org.jspecify.annotations.NullMarked;
