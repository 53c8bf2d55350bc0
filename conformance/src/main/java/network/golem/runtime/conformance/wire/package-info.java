/// Messages as they are on the wire: hand-made requests, and replies in which every violation is
/// still visible. Nothing here refuses what a runtime may send.
@NullMarked
package network.golem.runtime.conformance.wire;

import org.jspecify.annotations.NullMarked;
