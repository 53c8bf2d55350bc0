/// The API for the author of a runtime.
///
/// A runtime is a class that implements [GolemRuntime], describes itself with [RuntimeDef], and
/// calls [GolemRuntime#launch(java.util.function.Supplier, String...)] from `main`. Of the methods,
/// only `run` is required:
///
/// ```java
/// @RuntimeDef(
///     name = "word-count",
///     version = "1.0.0",
///     counters = @UsageCounter(name = "golem.usage.words", price = 0.000001))
/// final class WordCount implements GolemRuntime {
///   @Option(names = "--separator", defaultValue = "\\s+")
///   String separator;
///
///   @Override
///   public Deployment deploy(Activity activity) {
///     return Deployment.of().volume("/golem/input");
///   }
///
///   @Override
///   public int run(Command command, Activity activity) throws Exception {
///     for (String name : command.arguments()) {
///       Path file = activity.volumes().path(name);
///       if (!Files.exists(file)) {
///         throw new RuntimeFailure(RuntimeFailure.Code.NOT_FOUND, "no file " + name);
///       }
///       int words = Files.readString(file).strip().split(separator).length;
///       activity.counter("golem.usage.words").add(words);
///       command.stdout().println(name + ": " + words);
///     }
///     return 0;
///   }
///
///   static void main(String[] args) {
///     GolemRuntime.launch(WordCount::new, args);
///   }
/// }
/// ```
///
/// The provider's supervisor starts that program once for each phase of an activity: `deploy`, then
/// `start`, whose process stays and receives the requestor's commands. [RuntimeDef] is the source
/// of the offer, the descriptor and the preset; fields with picocli's `@Option` declare the
/// runtime's own command-line options. [Command] has the arguments from the requestor and takes the
/// output; [Activity] has the volumes, the counters that are billed, and the agreed limits.
///
/// All code is blocking. Each command has a thread of its own, and several may run at once. If
/// `run` throws, only that command fails, never the runtime. A command can execute a program, whose
/// output and exit code become its own, and which receives its signals:
///
/// ```java
/// @RuntimeDef(name = "shell", version = "1.0.0")
/// final class Shell implements GolemRuntime {
///   @Override
///   public int run(Command command, Activity activity) throws Exception {
///     return command.exec(new ProcessBuilder(command.line()));
///   }
///
///   static void main(String[] args) {
///     GolemRuntime.launch(Shell::new, args);
///   }
/// }
/// ```
///
/// Where to go next: [GolemRuntime] describes the life cycle, [Context#config(Class)] reads
/// configuration files, [Activity#spawn(ProcessBuilder)] starts programs that outlive a command,
/// and [FrameLink] joins the requestor's private network. The test kit tests a runtime without a
/// node.
@NullMarked
package network.golem.runtime.sdk;

import org.jspecify.annotations.NullMarked;
