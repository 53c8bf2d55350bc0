/// What descends from programs: adopted when it loses its parents, waited for when it has ended,
/// and its processor time counted.
@NullMarked
package network.golem.runtime.sdk.processes.accounting;

import org.jspecify.annotations.NullMarked;
