/// Our supervisor held against recordings of the real one, which lie in the resources: their README
/// has the format.
@NullMarked
package network.golem.runtime.interop.recorded;

import org.jspecify.annotations.NullMarked;
