/// What a supervisor, and through it a requestor, sees of a runtime that is built with the SDK. A
/// class for each theme, with the runtime that it needs.
@NullMarked
package network.golem.runtime.sdktests;

import org.jspecify.annotations.NullMarked;
