package network.golem.runtime.sdk.frames;

import java.util.concurrent.atomic.AtomicInteger;
import network.golem.runtime.protocol.Event;

/// A counter that is passed to the queue when it has changed and is not queued already, as in a
/// runtime.
final class CountedThings implements PendingCounter {
  private final FrameWriter writer;
  private final AtomicInteger value = new AtomicInteger();
  private volatile boolean queued;

  CountedThings(FrameWriter writer) {
    this.writer = writer;
  }

  void increment() {
    int _ = value.incrementAndGet();
    if (!queued) {
      writer.counterChanged(this);
    }
  }

  int value() {
    return value.get();
  }

  @Override
  public boolean isQueued() {
    return queued;
  }

  @Override
  public void queued() {
    queued = true;
  }

  @Override
  public Event.Counter take() {
    queued = false;
    return report(value.get());
  }

  static Event.Counter report(int value) {
    return new Event.Counter("golem.usage.things", value);
  }
}
