/// The code of `docs/guide.md`.
@NullMarked
package network.golem.runtime.sdktests.guide;

import org.jspecify.annotations.NullMarked;
