/// The `golem-runtime` command. [GolemRuntimeCommand] has `main`, and each subcommand is a class:
///
/// - `new` ([NewCommand]) creates a project ([NewProject]) from one of the SDK's examples
///   ([Template]).
/// - `run` ([RunCommand]) plays a script against a runtime. A [Listener] shows the play: [Account]
///   to people, [JsonLines] in the node's own format, [Quiet] to scripts.
/// - `check` ([CheckCommand]) checks a runtime in any language. [CheckText] shows the results to
///   people, [CheckJson] to programs.
/// - `package` ([PackageCommand]) creates a plugin directory from a runtime's jars.
/// - `install`, `uninstall`, `list` and `offer` concern a provider on this machine
///   ([ProviderCommand]).
///
/// A command parses its options, calls `supervisor`, `packager` or `provider`, and prints the
/// result; it makes no decision that they could make. A user's mistake is reported in one sentence
/// on standard error. The exit code is 0 for success, 1 if something failed, and 2 if the arguments
/// are invalid.
@NullMarked
package network.golem.runtime.cli;

import org.jspecify.annotations.NullMarked;
