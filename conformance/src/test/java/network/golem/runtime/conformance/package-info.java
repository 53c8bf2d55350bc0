/// Tests of the checks: what they are, and how they come out against good and faulty runtimes.
@NullMarked
package network.golem.runtime.conformance;

import org.jspecify.annotations.NullMarked;
