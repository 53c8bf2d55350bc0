/// The log: what the authors of a runtime and of libraries say by way of SLF4J or of the JDK's own
/// logging, and what the SDK says, in a file of the workdir and on standard error. Nothing of it is
/// loaded before the first line.
@NullMarked
package network.golem.runtime.sdk.logging;

import org.jspecify.annotations.NullMarked;
