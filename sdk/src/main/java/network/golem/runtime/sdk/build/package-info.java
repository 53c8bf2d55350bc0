/// Programs that a build runs on the runtime's own class path: one writes its descriptor and
/// preset, the others train the start-up cache, so that it contains what a start needs. None of
/// this runs in a packaged runtime.
@NullMarked
package network.golem.runtime.sdk.build;

import org.jspecify.annotations.NullMarked;
