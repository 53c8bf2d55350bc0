package network.golem.runtime.supervisor;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import network.golem.runtime.provider.MalformedFileException;
import network.golem.runtime.provider.Offer;

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
    List<String> warnings = new ArrayList<>();
    Optional<Agreement> given = options.agreement();
    Agreement agreement =
        given.isPresent()
            ? given.get()
            : Agreement.madeUp(runtime, options.workdir(), capabilities(script, warnings));
    Activity activity = new Activity(runtime, options, agreement, listener);
    boolean succeeded = false;
    try {
      warnings.forEach(activity.listener()::warn);
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
  private List<String> capabilities(ExeScript script, List<String> warnings)
      throws InterruptedException {
    boolean networks =
        script.commands().stream()
            .anyMatch(command ->
                command instanceof ExeCommand.Deploy deploy && !deploy.networks().isEmpty());
    if (runtime.descriptor().isEmpty() && !networks) {
      return List.of();
    }
    try {
      return Offer.capabilities(
          OfferCall.of(
                  runtime,
                  options.runtimeArgs(),
                  options.workdir(),
                  OutputStream.nullOutputStream())
              .template());
    } catch (MalformedFileException e) {
      warnings.add(e.sentence() + "; a provider could publish no offer");
      return List.of();
    }
  }

  /// Ends the command in progress, and with it the play.
  public void cancel() {
    cancelled.complete(true);
  }
}
