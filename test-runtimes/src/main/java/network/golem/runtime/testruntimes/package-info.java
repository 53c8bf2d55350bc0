/// Executable runtimes for this project's own tests. [RuntimeLauncher] starts a class that is
/// written in a test by the launcher that packaging writes, and [ShellRuntime] is a runtime whose
/// phases are shell commands. Nothing here is published.
@NullMarked
package network.golem.runtime.testruntimes;

import org.jspecify.annotations.NullMarked;
