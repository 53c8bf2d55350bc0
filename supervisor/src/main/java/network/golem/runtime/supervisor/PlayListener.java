package network.golem.runtime.supervisor;

import java.util.function.Consumer;

/// Hands events to whoever listens, one at a time, whichever thread they come from.
final class PlayListener {
  private final Consumer<PlayEvent> listener;
  private volatile Consumer<String> whenBroken = reason -> {};
  private volatile boolean broken;
  private boolean heardFalseSuccess;

  PlayListener(Consumer<PlayEvent> listener) {
    this.listener = listener;
  }

  synchronized void on(PlayEvent event) {
    heardFalseSuccess |= event instanceof PlayEvent.FalseSuccess;
    listener.accept(event);
  }

  /// Whether a node has reported a success that was none.
  synchronized boolean heardFalseSuccess() {
    return heardFalseSuccess;
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
