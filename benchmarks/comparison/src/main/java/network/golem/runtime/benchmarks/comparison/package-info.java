/// Measures runtimes beside each other.
@NullMarked
package network.golem.runtime.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
