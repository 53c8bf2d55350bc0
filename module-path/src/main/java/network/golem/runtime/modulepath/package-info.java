/// A runtime and its tests in a named module, as an author with a `module-info` has them. All other
/// tests run on the class path, where exports and opens have no effect; here, a package that the
/// SDK or the test kit has forgotten to export makes the test fail.
@NullMarked
package network.golem.runtime.modulepath;

import org.jspecify.annotations.NullMarked;
