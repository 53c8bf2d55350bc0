/// The `golem-runtime` command: makes, runs, checks, packages and installs runtimes from a
/// terminal.
@NullMarked
package network.golem.runtime.cli;

import org.jspecify.annotations.NullMarked;
