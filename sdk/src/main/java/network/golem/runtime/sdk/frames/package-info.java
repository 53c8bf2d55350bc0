/// How frames leave.
@NullMarked
package network.golem.runtime.sdk.frames;

import org.jspecify.annotations.NullMarked;
