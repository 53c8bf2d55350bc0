package network.golem.runtime.supervisor;

import java.util.function.Consumer;

/// Hands events to whoever listens, one at a time, whichever thread they come from.
final class PlayListener {
  private final Consumer<PlayEvent> listener;

  PlayListener(Consumer<PlayEvent> listener) {
    this.listener = listener;
  }

  synchronized void on(PlayEvent event) {
    listener.accept(event);
  }

  void warn(String sentence) {
    on(new PlayEvent.Warning(sentence));
  }
}
