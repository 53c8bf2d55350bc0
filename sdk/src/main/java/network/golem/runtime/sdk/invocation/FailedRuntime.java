package network.golem.runtime.sdk.invocation;

import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;

/// Replaces a runtime that could not be created: its `start` fails with the reason, so that the
/// supervisor receives it. It would learn nothing from a process that has exited.
record FailedRuntime(Throwable reason) implements GolemRuntime {

  @Override
  public void start(Command start, Activity activity) throws Exception {
    fail();
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    fail(); // never called: nothing is run after a failed start
    return 1;
  }

  private void fail() throws Exception {
    if (reason instanceof Error error) {
      throw error;
    }
    throw (Exception) reason;
  }
}
