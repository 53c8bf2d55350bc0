package network.golem.runtime.sdk.frames;

import network.golem.runtime.protocol.Event;

/// A counter with a change that has not left yet.
public interface PendingCounter {
  /// The newest value. A change after this call has to be reported anew.
  Event.Counter take();
}
