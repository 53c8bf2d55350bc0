package network.golem.runtime.supervisor;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Plays one script against a runtime, from the activity's beginning to its end.
///
/// [#play(ExeScript)] runs on the caller's thread, once; [#cancel()] may come from any other.
public final class ScriptPlayer {
  private final RuntimeBinary runtime;
  private final PlayOptions options;
  private final Consumer<PlayEvent> listener;
  private final CompletableFuture<Boolean> cancelled = new CompletableFuture<>();

  /// @param listener told what happens, one event at a time
  public ScriptPlayer(RuntimeBinary runtime, PlayOptions options, Consumer<PlayEvent> listener) {
    this.runtime = runtime;
    this.options = options;
    this.listener = listener;
  }

  /// Plays a script to its end, and ends the runtime.
  ///
  /// @return whether every command succeeded, and the runtime ended as it should
  public boolean play(ExeScript script) throws InterruptedException {
    OfferCall.Answer offer = offer(script);
    Agreement agreement =
        options
            .agreement()
            .orElseGet(() -> Agreement.madeUp(runtime, options.workdir(), offer.capabilities()));
    Activity activity = new Activity(runtime, options, agreement, listener);
    boolean succeeded = false;
    try {
      offer.warnings().forEach(activity.listener()::warn);
      if (!RuntimeProcess.hasOwnSessions()) {
        activity
            .listener()
            .warn(
                "there is no 'setsid' on the PATH, so the runtime shares this terminal's process"
                    + " group");
      }
      Batch batch = activity.execute(script);
      var _ = cancelled.thenAccept(_ -> batch.abort());
      succeeded = batch.await();
    } finally {
      succeeded &= activity.end();
    }
    return succeeded;
  }

  /// What the runtime can do is in its offer, which is asked for where it matters: a runtime with a
  /// descriptor was offered by somebody, and networks need to know.
  private OfferCall.Answer offer(ExeScript script) throws InterruptedException {
    boolean networks =
        script.commands().stream()
            .anyMatch(command ->
                command instanceof ExeCommand.Deploy deploy && !deploy.networks().isEmpty());
    if (options.agreement().isPresent() || (runtime.descriptor().isEmpty() && !networks)) {
      return new OfferCall.Answer(List.of(), List.of());
    }
    return OfferCall.ask(runtime, options);
  }

  /// Ends the command in progress, and with it the play.
  public void cancel() {
    cancelled.complete(true);
  }
}
