/// Server mode: requests, commands, and the one way to the end.
@NullMarked
package network.golem.runtime.sdk.server;

import org.jspecify.annotations.NullMarked;
