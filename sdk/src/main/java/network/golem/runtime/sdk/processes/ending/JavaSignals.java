package network.golem.runtime.sdk.processes.ending;

import network.golem.runtime.sdk.posix.Signal;

/// Sends signals through the JDK, which can only terminate a process (HUP, INT, QUIT and TERM), or
/// kill it.
public final class JavaSignals implements Signals {
  @Override
  public boolean sends(Signal signal) {
    return signal.beginsTheEnd();
  }

  @Override
  public void send(long pid, Signal signal) {
    if (signal.is(Signal.KILL)) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    } else if (signal.beginsTheEnd()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
  }
}
