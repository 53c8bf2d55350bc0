/// How the packager is called: in a process of its own.
///
/// This package is compiled for Java 17, because Maven's own Java loads it. It uses nothing of the
/// packager, which needs a newer one.
@NullMarked
package network.golem.runtime.packager.call;

import org.jspecify.annotations.NullMarked;
