package network.golem.runtime.supervisor;

import java.util.function.Consumer;

/// Hands events to whoever listens, one at a time, whichever thread they come from.
final class PlayListener {
  private final Consumer<PlayEvent> listener;
  private volatile Consumer<String> whenBroken = reason -> {};
  private volatile boolean broken;
  private boolean failed;

  PlayListener(Consumer<PlayEvent> listener) {
    this.listener = listener;
  }

  synchronized void on(PlayEvent event) {
    failed |= event instanceof PlayEvent.FalseSuccess;
    listener.accept(event);
  }

  /// Whether the play has failed, although each command's result may be a success.
  synchronized boolean hasFailed() {
    return failed;
  }

  /// Warns of what a node passes over, and fails the play.
  synchronized void fail(String sentence) {
    failed = true;
    warn(sentence);
  }

  /// Called, on any thread, with the reason why the desk itself cannot go on.
  void whenBroken(Consumer<String> action) {
    whenBroken = action;
  }

  /// The desk itself cannot go on.
  void broken(String reason) {
    broken = true;
    whenBroken.accept(reason);
  }

  boolean isBroken() {
    return broken;
  }

  void warn(String sentence) {
    on(new PlayEvent.Warning(sentence));
  }
}
