package network.golem.runtime.sdk.frames;

import network.golem.runtime.protocol.Event;

/// A counter that the frame writer keeps in its queue while a change of it has not left. Both
/// methods are called under the writer's lock.
public interface PendingCounter {
  /// It goes into the queue.
  ///
  /// @return false where it is there already
  boolean enqueue();

  /// It leaves the queue, with the newest value. A change from now on has to be reported anew.
  Event.Counter take();
}
