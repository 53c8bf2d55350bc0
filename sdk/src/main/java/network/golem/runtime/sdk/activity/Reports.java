package network.golem.runtime.sdk.activity;

import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.sdk.frames.PendingCounter;

/// Where an activity's reports go: in server mode, to the supervisor.
public interface Reports {
  /// Whether anybody listens.
  boolean hasListener();

  void counterChanged(PendingCounter counter);

  void state(String name, Bytes json);

  /// The author wants the runtime to stop serving.
  void shutdown();

  /// The runtime has failed.
  ///
  /// @param reason one sentence for the requestor
  void fail(String reason);
}
