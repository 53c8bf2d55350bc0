package network.golem.runtime.sdk.frames;

import network.golem.runtime.protocol.Event;

/// A counter that waits in the writer's queue while a change of it has not been sent. All methods
/// are called under the writer's lock.
public interface PendingCounter {
  /// Whether it is marked as waiting in the queue.
  boolean isQueued();

  /// Marks it as waiting in the queue: further changes need not be reported.
  void queued();

  /// Removes the mark and returns the newest value. A later change has to be reported again.
  Event.Counter take();
}
