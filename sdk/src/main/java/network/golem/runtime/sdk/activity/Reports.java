package network.golem.runtime.sdk.activity;

import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.sdk.frames.PendingCounter;

/// Where an activity's news go: to the supervisor in server mode.
public interface Reports {
  /// Whether anybody listens at all.
  boolean areHeard();

  void counterChanged(PendingCounter counter);

  void state(String name, Bytes json);

  /// The author wants the runtime to stop serving.
  void shutdown();

  /// The runtime is of no use any more.
  ///
  /// @param reason one sentence for the requestor
  void fail(String reason);
}
