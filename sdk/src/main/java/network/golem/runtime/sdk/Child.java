package network.golem.runtime.sdk;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A process of the runtime's own, such as a virtual machine or a proxy, started by
/// [Activity#spawn(ProcessBuilder)]. It runs beside all commands, and its output goes to the log.
/// After [GolemRuntime#stop(Activity)] has returned, it is ended with everything that it has
/// started: first by SIGTERM, then by SIGKILL (see [RuntimeDef#stopSeconds()]). Every method may be
/// called from any thread.
public interface Child {

  /// The process id.
  long pid();

  /// Waits until it is ready.
  ///
  /// @param timeout how long to wait
  /// @return this
  /// @throws RuntimeFailure if it is not ready in that time, or ends before; the message contains
  ///   the last lines of its output
  Child readyWhen(Readiness readiness, Duration timeout)
      throws RuntimeFailure, InterruptedException;

  /// Marks it as essential: without it the runtime cannot work. If it ends, and the runtime has not
  /// ended it, the runtime has failed ([Activity#fail(String)]), with the last lines of its output.
  ///
  /// @return this
  Child essential();

  /// Lets it keep running when the runtime ends. If it prints, redirect its outputs to files before
  /// it is spawned: outputs that go to the log are closed when the runtime ends.
  ///
  /// @return this
  Child detach();

  /// A future that completes with the exit code when the process has ended: 128 + n if signal n
  /// ended it.
  CompletableFuture<Integer> onExit();
}
