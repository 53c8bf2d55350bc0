package network.golem.runtime.supervisor;

import java.util.function.Consumer;

/// Hands events to whoever listens, one at a time, whichever thread they come from.
final class PlayListener {
  private final Consumer<PlayEvent> listener;
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

  void warn(String sentence) {
    on(new PlayEvent.Warning(sentence));
  }
}
