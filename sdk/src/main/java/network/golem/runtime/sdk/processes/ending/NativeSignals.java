package network.golem.runtime.sdk.processes.ending;

import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.posix.Signal;

/// Sends signals with `kill`.
public final class NativeSignals implements Signals {
  @Override
  public boolean sends(Signal signal) {
    return true;
  }

  @Override
  public void send(long pid, Signal signal) {
    try (MemoryScope scope = new MemoryScope()) {
      int _ = new Posix(scope).kill(pid, signal); // fails only if the process is gone
    }
  }
}
