/// A runtime that executes programs.
@NullMarked
package network.golem.runtime.examples.shell;

import org.jspecify.annotations.NullMarked;
