/// Compares the speed and size of runtimes.
@NullMarked
package network.golem.runtime.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
