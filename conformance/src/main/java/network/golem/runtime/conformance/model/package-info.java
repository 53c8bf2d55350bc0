/// The immutable values that checks are about: requirements ([Requirements] reads the published
/// page), what a runtime can be asked ([CheckProfile]), and results.
@NullMarked
package network.golem.runtime.conformance.model;

import org.jspecify.annotations.NullMarked;
