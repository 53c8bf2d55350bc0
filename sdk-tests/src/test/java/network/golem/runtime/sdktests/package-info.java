/// Tests of a runtime that is built with the SDK, as a supervisor, and through it a requestor, sees
/// it. There is a class for each topic, with the runtime that it needs.
@NullMarked
package network.golem.runtime.sdktests;

import org.jspecify.annotations.NullMarked;
