/// What the author of a runtime writes against: implement [GolemRuntime], say who it is with
/// [RuntimeDef], and call [GolemRuntime#launch] from `main`.
@NullMarked
package network.golem.runtime.sdk;

import org.jspecify.annotations.NullMarked;
