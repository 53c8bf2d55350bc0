package network.golem.runtime.sdk.processes.ending;

import network.golem.runtime.sdk.posix.Signal;

/// A way to signal processes.
public interface Signals {
  /// Whether this signal can be sent at all.
  boolean sends(Signal signal);

  /// Sends a signal. Nothing happens where there is no such process any more.
  void send(long pid, Signal signal);
}
