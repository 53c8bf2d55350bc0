/// All checks, one class per group of requirements. [Catalogue] lists them.
@NullMarked
package network.golem.runtime.conformance.checks;

import org.jspecify.annotations.NullMarked;
