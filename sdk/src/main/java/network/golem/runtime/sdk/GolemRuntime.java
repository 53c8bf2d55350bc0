package network.golem.runtime.sdk;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import network.golem.runtime.sdk.invocation.Source;
import network.golem.runtime.sdk.launch.Launch;

/// A runtime: the program that a provider's supervisor starts to do the work agreed with a
/// requestor.
///
/// The class carries [RuntimeDef], has a constructor that does no work (it runs before `--version`
/// is answered), and a `main` that calls [#launch(Supplier, String...)]. Its options are fields
/// with picocli's `@Option`; they are set before any method of this interface is called.
///
/// ## Life cycle
///
/// In [Mode#SERVER], one process serves one activity. [#start(Command, Activity)] is called once
/// and happens before every [#run(Command, Activity)]. Each `run` has a thread of its own, and
/// several may run at once. [#stop(Activity)] is called exactly once for each `start` that was
/// called, even for one that failed. [#deploy(Activity)] runs before that, in a process of its own,
/// so whatever is needed later must be in the workdir.
///
/// In [Mode#ONE_SHOT], each call is a process of its own, and `stop` is never called.
///
/// [#test(Context)] and [#offer(Context)] run without an activity, in processes of their own.
public interface GolemRuntime {

  /// Executes a command of the requestor.
  ///
  /// An exception thrown before the command's first visible effect (its first output, or the answer
  /// that is sent after 250 ms) is the answer to the request: [RuntimeFailure] with its code, any
  /// other as [RuntimeFailure.Code#INTERNAL]. An exception thrown later becomes a line on the
  /// command's standard error, and the exit code is 1. When the command is killed, its thread is
  /// interrupted (unless [Command#onKill(java.util.function.IntConsumer)] is used); an
  /// `InterruptedException` or `CancellationException` thrown then counts as exit code 128 +
  /// signal.
  ///
  /// @return the exit code: 0 for success
  int run(Command command, Activity activity) throws Exception;

  /// Checks whether the runtime works on this machine, and throws if not. The provider calls this
  /// whenever it starts, and refuses to start if this fails.
  default void test(Context context) throws Exception {}

  /// What this runtime offers in addition to what [RuntimeDef] declares. The provider calls this
  /// whenever it publishes an offer.
  default Offer offer(Context context) throws Exception {
    return Offer.of();
  }

  /// Prepares the workdir for an activity, and declares its volumes.
  default Deployment deploy(Activity activity) throws Exception {
    return Deployment.of();
  }

  /// Prepares for commands. The supervisor waits for this method without a time limit.
  ///
  /// @param start what the requestor passed to `start`. What is printed to it before this method
  ///   returns is shown to the requestor as the output of `start`; later output goes to the log.
  default void start(Command start, Activity activity) throws Exception {}

  /// Releases everything that `start` acquired. When it has returned, the supervisor ends this
  /// process at once, but not its children. It may take the time that remains of
  /// [RuntimeDef#stopSeconds()]; then its thread is interrupted and abandoned.
  default void stop(Activity activity) throws Exception {}

  /// Joins networks, and returns the endpoint that their frames are sent to; see [FrameLink]. The
  /// supervisor requests this after `start`, before the first command: for
  /// [NetworkRequest.Kind#VPN] if the runtime offers the capability `vpn` and the requestor has a
  /// network, for [NetworkRequest.Kind#INET] if the requestor's manifest asks for Internet access.
  /// Calls come one after another, on a thread of their own. If one fails, the supervisor's `start`
  /// fails with its message.
  default NetworkEndpoint joinNetwork(NetworkRequest request, Activity activity) throws Exception {
    throw new RuntimeFailure(
        RuntimeFailure.Code.BAD_REQUEST, activity.name() + " does not join networks");
  }

  /// Runs the runtime as this process: takes over standard input and output, executes the command
  /// line, and exits with the resulting code. This should be the only call in `main`; it may return
  /// if the code is 0 and the process ends when `main` returns.
  static void launch(Supplier<? extends GolemRuntime> runtime, String... args) {
    Launch.launch(Source.of(runtime), args);
  }

  /// Runs, like [#launch(Supplier, String...)], a runtime whose definition is a class of its own.
  ///
  /// @param definition carries [RuntimeDef] and the options, and has a no-argument constructor that
  ///   does no work. It should be the class with `main`, because the packager creates the
  ///   descriptor from that class.
  /// @param runtime creates the runtime. It is called once the options have been set, and only to
  ///   execute a phase, so the configuration is available. If it throws, the phase fails; in server
  ///   mode, that is `start`.
  static <D> void launch(
      Class<D> definition, BiFunction<D, Context, ? extends GolemRuntime> runtime, String... args) {
    Launch.launch(Source.of(definition, runtime), args);
  }

  /// Runs a runtime like [#launch(Supplier, String...)], but without touching anything global: no
  /// exit, no shutdown hooks, no standard streams. For tests, and for embedding.
  ///
  /// @param in what the supervisor sends. A thread of its own may read it until its end, even after
  ///   this method has returned.
  /// @param out what the supervisor receives. Interrupting a thread that writes to it must not
  ///   close it.
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

  /// Runs a runtime like [#launch(Class, BiFunction, String...)], but without touching anything
  /// global, for tests and for embedding.
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
