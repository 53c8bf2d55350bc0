package network.golem.runtime.sdk;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import network.golem.runtime.sdk.launch.Launch;
import network.golem.runtime.sdk.program.Source;

/// A runtime: the program that a provider's supervisor starts to perform what was agreed with a
/// requestor.
///
/// The class carries [RuntimeDef], has a constructor that does no work (it runs before `--version`
/// is answered), and a `main` that calls [#launch(Supplier, String...)]. Options of its own are
/// fields with picocli's `@Option`; they are set before any method here is called.
///
/// ## Life cycle
///
/// In [Mode#SERVER], one process serves one activity: [#start(Command, Activity)] is called once
/// and happens before every [#run(Command, Activity)]; each `run` has a thread of its own, and
/// several may run at once; [#stop(Activity)] is called exactly once for each `start` that was
/// called, also for one that failed. [#deploy(Activity)] ran before, in a process of its own: what
/// is to be known later must lie in the workdir.
///
/// In [Mode#ONE_SHOT], each call is a process of its own, and `stop` is never called.
///
/// [#test(Context)] and [#offer(Context)] run without an activity, in processes of their own.
public interface GolemRuntime {

  /// Executes a command of the requestor.
  ///
  /// What is thrown before the command's first visible effect (its first output, or 250 ms) is the
  /// answer to the request: [RuntimeFailure] with its code, anything else as
  /// [RuntimeFailure.Code#INTERNAL]. Later, it is a line on the command's standard error and exit
  /// code 1. When the command is killed, its thread is interrupted (but see
  /// [Command#onKill(java.util.function.IntConsumer)]); an `InterruptedException` or
  /// `CancellationException` that leaves then counts as exit code 128 + signal.
  ///
  /// @return the exit code: 0 for success
  int run(Command command, Activity activity) throws Exception;

  /// Finds out whether the runtime can work on this machine; throws when not. The provider calls
  /// this whenever it starts, and does not start when it fails.
  default void test(Context context) throws Exception {}

  /// What this runtime offers beside what [RuntimeDef] declares. The provider calls this whenever
  /// it publishes an offer.
  default Offer offer(Context context) throws Exception {
    return Offer.of();
  }

  /// Prepares the workdir for an activity, and declares its volumes.
  default Deployment deploy(Activity activity) throws Exception {
    return Deployment.of();
  }

  /// Gets ready for commands. The supervisor waits for it without limit.
  ///
  /// @param start what the requestor handed to `start`; what is printed to it before this returns
  ///   is shown to the requestor as the output of `start`, what is printed later goes to the log
  default void start(Command start, Activity activity) throws Exception {}

  /// Lets go of all that `start` took: the supervisor ends this process at once afterwards, but not
  /// its children. What remains of [RuntimeDef#stopSeconds()] is the time it has; then its thread
  /// is interrupted and left behind.
  default void stop(Activity activity) throws Exception {}

  /// Joins networks, and says where their frames are to go; see [FrameLink]. The supervisor asks
  /// for that after `start`, before the first command: for [NetworkRequest.Kind#VPN] where the
  /// runtime offers the capability `vpn` and the requestor has a network, for
  /// [NetworkRequest.Kind#INET] where the requestor's manifest asks for the Internet. Calls come
  /// one after another, on a thread of their own; a failure is the supervisor's `start` failing
  /// with its text.
  default NetworkEndpoint joinNetwork(NetworkRequest request, Activity activity) throws Exception {
    throw new RuntimeFailure(
        RuntimeFailure.Code.BAD_REQUEST, activity.name() + " joins no networks");
  }

  /// Runs the program: takes over standard input and output, does what the command line says, and
  /// exits with the code of the outcome. The first thing that `main` calls, and the last: it may
  /// return where the code is 0 and the end of `main` is the end of the process.
  static void launch(Supplier<? extends GolemRuntime> runtime, String... args) {
    Launch.launch(Source.of(runtime), args);
  }

  /// The same for a runtime whose definition is a class of its own.
  ///
  /// @param definition carries [RuntimeDef] and the options, and has a constructor without
  ///   parameters that does no work. It should be the class with `main`: that is where the packager
  ///   looks for what the descriptor says.
  /// @param runtime makes the runtime, once its options are set and a phase is to be executed: the
  ///   configuration is at hand. What it throws fails the phase, and in server mode `start`.
  static <D> void launch(
      Class<D> definition, BiFunction<D, Context, ? extends GolemRuntime> runtime, String... args) {
    Launch.launch(Source.of(definition, runtime), args);
  }

  /// The same without touching anything global (no exit, no hooks, no standard streams), for tests
  /// and for embedding.
  ///
  /// @param in what the supervisor sends. It may be read by a thread of its own after this has
  ///   returned, until it ends.
  /// @param out what it receives. Writing to it must not end by the interruption of the writing
  ///   thread.
  /// @return the exit code
  static int execute(
      Supplier<? extends GolemRuntime> runtime,
      String[] args,
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      OutputStream err) {
    return Launch.execute(Source.of(runtime), args, environment, in, out, err);
  }

  /// The same for a runtime whose definition is a class of its own; see [#launch(Class, BiFunction,
  /// String...)].
  static <D> int execute(
      Class<D> definition,
      BiFunction<D, Context, ? extends GolemRuntime> runtime,
      String[] args,
      Map<String, String> environment,
      InputStream in,
      OutputStream out,
      OutputStream err) {
    return Launch.execute(Source.of(definition, runtime), args, environment, in, out, err);
  }
}
