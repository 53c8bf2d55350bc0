package network.golem.runtime.sdk.activity;

import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.sdk.frames.PendingCounter;

/// The destination of an activity's reports: in server mode, the supervisor.
public interface Reports {
  /// Whether the reports reach a listener.
  boolean hasListener();

  void counterChanged(PendingCounter counter);

  void state(String name, Bytes json);

  /// Called when the author asks the runtime to stop serving.
  void shutdown();

  /// Called when the runtime has failed.
  ///
  /// @param reason one sentence for the requestor
  void fail(String reason);
}
