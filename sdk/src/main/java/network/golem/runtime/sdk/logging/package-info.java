/// The log: what authors of a runtime and of libraries log through SLF4J or the JDK's own logging,
/// and the SDK's own lines, in a file in the workdir and on standard error. None of it is loaded
/// before the first line.
@NullMarked
package network.golem.runtime.sdk.logging;

import org.jspecify.annotations.NullMarked;
