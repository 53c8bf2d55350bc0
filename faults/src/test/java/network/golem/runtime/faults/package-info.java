/// Guarantees that must hold whatever a requestor, an author, a server or the machine does: each
/// fault is provoked many times.
@NullMarked
package network.golem.runtime.faults;

import org.jspecify.annotations.NullMarked;
