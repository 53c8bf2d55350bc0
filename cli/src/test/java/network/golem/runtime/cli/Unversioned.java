package network.golem.runtime.cli;

import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;

/// A runtime whose author has named no version.
@RuntimeDef(name = "unversioned")
final class Unversioned implements GolemRuntime {
  @Override
  public int run(Command command, Activity activity) {
    return 0;
  }

  static void main(String[] args) {
    GolemRuntime.launch(Unversioned::new, args);
  }
}
