/// What a check can do to a runtime: call it ([Trial]), open a session ([Session]), ask it to run
/// commands ([Run]), and say what it has missed ([Violation], [Unmet]).
@NullMarked
package network.golem.runtime.conformance.trial;

import org.jspecify.annotations.NullMarked;
