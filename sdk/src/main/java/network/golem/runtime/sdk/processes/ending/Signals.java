package network.golem.runtime.sdk.processes.ending;

import network.golem.runtime.sdk.posix.Signal;

/// Sends signals to processes.
public interface Signals {
  /// Whether this signal can be sent.
  boolean sends(Signal signal);

  /// Sends a signal. Has no effect if the process no longer exists.
  void send(long pid, Signal signal);
}
