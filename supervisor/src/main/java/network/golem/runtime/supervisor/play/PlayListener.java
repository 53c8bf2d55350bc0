package network.golem.runtime.supervisor.play;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Consumer;
import network.golem.runtime.supervisor.model.PlayEvent;

/// Passes events to the listener, one at a time, from any thread.
public final class PlayListener {
  private final Consumer<PlayEvent> listener;
  private volatile Consumer<String> whenBroken = reason -> {};
  private volatile boolean broken;

  @GuardedBy("this")
  private boolean failed;

  public PlayListener(Consumer<PlayEvent> listener) {
    this.listener = listener;
  }

  public synchronized void on(PlayEvent event) {
    failed |= event instanceof PlayEvent.FalseSuccess;
    listener.accept(event);
  }

  /// Whether the play has failed, even if every command's result is a success.
  public synchronized boolean hasFailed() {
    return failed;
  }

  /// Warns of something that a node ignores, and fails the play.
  public synchronized void fail(String sentence) {
    failed = true;
    warn(sentence);
  }

  /// Sets what to do if the desk itself fails. Called on any thread, with the reason.
  public void whenBroken(Consumer<String> action) {
    whenBroken = action;
  }

  /// The desk itself has failed.
  public void broken(String reason) {
    broken = true;
    whenBroken.accept(reason);
  }

  public boolean isBroken() {
    return broken;
  }

  public void warn(String sentence) {
    on(new PlayEvent.Warning(sentence));
  }
}
