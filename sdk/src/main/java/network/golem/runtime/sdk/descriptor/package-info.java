/// What a build writes beside a runtime: its descriptor and its preset.
@NullMarked
package network.golem.runtime.sdk.descriptor;

import org.jspecify.annotations.NullMarked;
