package network.golem.runtime.supervisor;

import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import network.golem.runtime.provider.OfferTemplate;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.Debugger;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.process.RuntimeProcess;
import network.golem.runtime.supervisor.usage.ReapedTime;

/// Plays one script against a runtime, from the activity's beginning to its end.
///
/// [#play(ExeScript)] runs on the caller's thread, once; [#cancel()] may be called from any other
/// thread.
public final class ScriptPlayer {
  private static final Duration WHILE_DEBUGGING = Duration.ofDays(1);

  private final RuntimeBinary runtime;
  private final PlayOptions options;
  private final Consumer<PlayEvent> listener;
  private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();

  /// @param listener called with one event at a time
  public ScriptPlayer(RuntimeBinary runtime, PlayOptions options, Consumer<PlayEvent> listener) {
    this.runtime = runtime;
    this.options = options;
    this.listener = listener;
    ReapedTime.prepare();
  }

  /// Plays a script to its end, and ends the runtime.
  ///
  /// @return whether every command succeeded, the runtime ended as it should, and its
  ///   `offer-template` succeeded if it was called
  /// @throws ProviderException if a provider could not offer the runtime, so that there is no
  ///   agreement for the play
  public boolean play(ExeScript script) throws ProviderException, InterruptedException {
    test();
    List<String> faults = new ArrayList<>();
    Agreement agreement = agreement(script, faults::add);
    SupervisedActivity activity = new SupervisedActivity(runtime, options, agreement, listener);
    boolean succeeded = false;
    try {
      faults.forEach(activity.listener()::fail);
      if (!RuntimeProcess.hasOwnSessions()) {
        activity
            .listener()
            .warn(
                "'setsid' not found on the PATH, so the runtime shares this terminal's process"
                    + " group");
      }
      Batch batch = activity.execute(script);
      var _ = cancelled.thenAccept(_ -> activity.interrupt());
      succeeded = batch.await();
    } finally {
      succeeded &= activity.end();
    }
    return succeeded;
  }

  /// A provider tests the runtime when it starts, long before an activity. Here, that is only done
  /// for somebody who debugs the test.
  private void test() throws ProviderException, InterruptedException {
    if (options
        .debugger()
        .filter(debugger -> debugger.phase() == Debugger.Phase.TEST)
        .isPresent()) {
      Optional<String> failure =
          TestCall.of(runtime, options.runtimeArgs())
              .failure(
                  options.workdir(), options.environment(Debugger.Phase.TEST), WHILE_DEBUGGING);
      if (failure.isPresent()) {
        throw new ProviderException(failure.get());
      }
    }
  }

  /// The agreement that a script is played with: the one of the options, or one that is derived
  /// from the descriptor, the runtime's offer and this machine.
  ///
  /// @param faults receives a sentence if the runtime's `offer-template` has failed
  /// @throws ProviderException if a provider could not offer the runtime
  public Agreement agreement(ExeScript script, Consumer<String> faults)
      throws ProviderException, InterruptedException {
    if (options.agreement().isPresent()) {
      return options.agreement().get();
    }
    Optional<OfferCall> offer = offer(script);
    offer.filter(call -> call.code() != 0).ifPresent(call -> faults.accept(call.failure()));
    return Agreement.madeUp(runtime, options.workdir(), template(offer));
  }

  /// The runtime's offer lists its capabilities and what is billed. It is requested only if that
  /// matters: if the runtime has a descriptor, or if the script names networks.
  private Optional<OfferCall> offer(ExeScript script)
      throws ProviderException, InterruptedException {
    boolean networks =
        script.commands().stream()
            .anyMatch(command ->
                command instanceof ExeCommand.Deploy deploy && !deploy.networks().isEmpty());
    return runtime.descriptor().isEmpty() && !networks
        ? Optional.empty()
        : Optional.of(
            OfferCall.of(
                runtime,
                options.runtimeArgs(),
                options.workdir(),
                options.environment(Debugger.Phase.OFFER_TEMPLATE),
                OutputStream.nullOutputStream(),
                options.debugger().isPresent()
                    ? WHILE_DEBUGGING
                    : options.timeout().orElse(OfferCall.USUAL_LIMIT),
                cancelled));
  }

  private static OfferTemplate template(Optional<OfferCall> offer) throws ProviderException {
    OfferTemplate supervisors = OfferTemplate.ofSupervisor();
    return offer.isEmpty() ? supervisors : supervisors.with(offer.get().template());
  }

  /// Ends the command in progress, and with it the play.
  public void cancel() {
    cancelled.complete(true);
  }
}
