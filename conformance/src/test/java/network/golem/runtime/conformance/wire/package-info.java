/// Tests of hand-made messages against the project's own codec.
@NullMarked
package network.golem.runtime.conformance.wire;

import org.jspecify.annotations.NullMarked;
