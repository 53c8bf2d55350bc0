/// A runtime to be measured.
@NullMarked
package network.golem.runtime.benchmarks.bench;

import org.jspecify.annotations.NullMarked;
