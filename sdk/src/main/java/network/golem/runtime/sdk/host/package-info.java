/// The host that a runtime runs in: its streams, its environment, and how it is ended.
@NullMarked
package network.golem.runtime.sdk.host;

import org.jspecify.annotations.NullMarked;
