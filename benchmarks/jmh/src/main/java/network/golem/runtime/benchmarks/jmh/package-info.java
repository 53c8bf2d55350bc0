/// Benchmarks of single parts.
@NullMarked
package network.golem.runtime.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
