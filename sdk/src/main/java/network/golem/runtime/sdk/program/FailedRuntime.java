package network.golem.runtime.sdk.program;

import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;

/// Stands in for a runtime that could not be had: its `start` fails with the reason. So a
/// supervisor learns it, where it would learn nothing of a process that has gone.
record FailedRuntime(Exception reason) implements GolemRuntime {

  @Override
  public void start(Command start, Activity activity) throws Exception {
    throw reason;
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    throw reason; // never called: nothing is run after a failed start
  }
}
