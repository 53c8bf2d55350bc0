/// The runtime that is measured.
@NullMarked
package network.golem.runtime.benchmarks.benchruntime;

import org.jspecify.annotations.NullMarked;
