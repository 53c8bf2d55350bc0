package network.golem.runtime.supervisor.play;

import java.util.function.Consumer;
import network.golem.runtime.supervisor.model.PlayEvent;

/// Hands events to whoever listens, one at a time, whichever thread they come from.
public final class PlayListener {
  private final Consumer<PlayEvent> listener;
  private volatile Consumer<String> whenBroken = reason -> {};
  private volatile boolean broken;
  private boolean failed;

  public PlayListener(Consumer<PlayEvent> listener) {
    this.listener = listener;
  }

  public synchronized void on(PlayEvent event) {
    failed |= event instanceof PlayEvent.FalseSuccess;
    listener.accept(event);
  }

  /// Whether the play has failed, although each command's result may be a success.
  public synchronized boolean hasFailed() {
    return failed;
  }

  /// Warns of what a node passes over, and fails the play.
  public synchronized void fail(String sentence) {
    failed = true;
    warn(sentence);
  }

  /// Called, on any thread, with the reason why the desk itself cannot go on.
  public void whenBroken(Consumer<String> action) {
    whenBroken = action;
  }

  /// The desk itself cannot go on.
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
