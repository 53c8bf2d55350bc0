/// Projects as a stranger has them: outside of this repository, with this build's SDK from a Maven
/// repository, built by Maven and played by the `golem-runtime` command.
@NullMarked
package network.golem.runtime.projecttests;

import org.jspecify.annotations.NullMarked;
