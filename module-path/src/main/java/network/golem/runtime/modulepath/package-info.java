/// A runtime and its tests in a named module: what an author with a `module-info` has. On the class
/// path, on which all other tests run, exports and opens count for nothing; here, a package that
/// the SDK or the test kit forgets to export fails.
@NullMarked
package network.golem.runtime.modulepath;

import org.jspecify.annotations.NullMarked;
