/// What a build runs, each on the runtime's own class path: what writes its descriptor and its
/// preset, and what Java is trained by, so that it remembers what a start needs. Nothing of it runs
/// in a runtime.
@NullMarked
package network.golem.runtime.sdk.build;

import org.jspecify.annotations.NullMarked;
