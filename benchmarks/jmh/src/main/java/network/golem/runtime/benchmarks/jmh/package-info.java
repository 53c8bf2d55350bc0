/// What parts cost by themselves.
@NullMarked
package network.golem.runtime.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
