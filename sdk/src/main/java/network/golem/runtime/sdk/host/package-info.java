/// What a runtime runs in: its streams, its environment, and how all of it can be ended.
@NullMarked
package network.golem.runtime.sdk.host;

import org.jspecify.annotations.NullMarked;
