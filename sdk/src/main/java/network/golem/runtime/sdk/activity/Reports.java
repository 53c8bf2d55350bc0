package network.golem.runtime.sdk.activity;

import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.sdk.frames.PendingCounter;

/// Where an activity's news go: to the supervisor in server mode, nowhere in one-shot mode.
public interface Reports {
  /// Nobody listens.
  Reports NOBODY =
      new Reports() {
        @Override
        public void counterChanged(PendingCounter counter) {}

        @Override
        public void state(String name, Bytes json) {}

        @Override
        public void shutdown() {}
      };

  void counterChanged(PendingCounter counter);

  void state(String name, Bytes json);

  /// The author wants the runtime to stop serving.
  void shutdown();
}
