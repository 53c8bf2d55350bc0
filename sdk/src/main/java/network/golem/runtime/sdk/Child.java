package network.golem.runtime.sdk;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A program of the runtime's own, such as a virtual machine or a proxy, as
/// [Activity#spawn(ProcessBuilder)] starts it. It runs beside all commands, what it prints goes to
/// the log, and it is ended after [GolemRuntime#stop(Activity)] has returned, with all that it has
/// started: first asked (SIGTERM), then forced (see [RuntimeDef#stopSeconds()]). Every method may
/// be called from every thread.
public interface Child {

  /// The number of its process.
  long pid();

  /// Waits until it is ready.
  ///
  /// @param timeout how long that may take
  /// @return this
  /// @throws RuntimeFailure where it is not ready in that time, or has ended before; with the last
  ///   lines that it has printed
  Child readyWhen(Readiness readiness, Duration timeout)
      throws RuntimeFailure, InterruptedException;

  /// Without it, the runtime is of no use: its end, unless it is the runtime that ends it, is a
  /// failure of the runtime ([Activity#fail(String)]), with the last lines that it has printed.
  ///
  /// @return this
  Child essential();

  /// Lets it live on when the runtime ends. Where it prints, redirect its outputs to files before
  /// it is spawned: those that go to the log are closed then.
  ///
  /// @return this
  Child detach();

  /// Completed with its exit code once it has ended: 128 + n where signal n ended it.
  CompletableFuture<Integer> onExit();
}
