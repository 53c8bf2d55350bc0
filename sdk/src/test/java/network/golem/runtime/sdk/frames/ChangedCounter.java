package network.golem.runtime.sdk.frames;

import java.util.function.Supplier;
import network.golem.runtime.protocol.Event;

/// A counter that has changed once: the queue takes it, and the test sees when.
///
/// @param report called when the queue takes the counter
public record ChangedCounter(Supplier<Event.Counter> report) implements PendingCounter {
  @Override
  public boolean isQueued() {
    return false;
  }

  @Override
  public void queued() {
    // it changes once
  }

  @Override
  public Event.Counter take() {
    return report.get();
  }
}
