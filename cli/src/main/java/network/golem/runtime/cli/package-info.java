/// The `golem-runtime` command. [GolemRuntimeCommand] has `main`, and each subcommand is a class:
///
/// - `run` ([RunCommand]) plays a script against a runtime. How that is shown is a [Listener]:
///   [Account] for people, [JsonLines] in the node's own shapes, [Quiet] for scripts.
/// - `package` ([PackageCommand]) makes a plugin directory from a runtime's jars.
/// - `install`, `uninstall`, `list` and `offer` are about a provider of this machine
///   ([ProviderCommand]).
///
/// A command parses its options, calls `supervisor`, `packager` or `provider`, and prints; it
/// decides nothing that those could. What a user gets wrong is one sentence on standard error. The
/// exit code is 0 for success, 1 if something failed, and 2 if the command could not be understood.
@NullMarked
package network.golem.runtime.cli;

import org.jspecify.annotations.NullMarked;
