package network.golem.runtime.cli;

import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;

/// A runtime to be packaged.
@RuntimeDef(name = "parrot", version = "1.0.0")
final class Parrot implements GolemRuntime {
  @Override
  public int run(Command command, Activity activity) {
    command
        .stdout()
        .println(
            command.arguments().contains("property")
                ? System.getProperty("polly")
                : String.join(" ", command.arguments()));
    return 0;
  }

  static void main(String[] args) {
    GolemRuntime.launch(Parrot::new, args);
  }
}
