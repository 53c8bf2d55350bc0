package network.golem.runtime.examples.greeter;

import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import picocli.CommandLine.Option;

/// Greets each name that the requestor passes, and bills per greeting.
@RuntimeDef(
    name = "greeter",
    version = "1.0.0",
    counters =
        @UsageCounter(name = "golem.usage.greetings", description = "Greetings", price = 0.001))
public final class Greeter implements GolemRuntime {

  @Option(names = "--greeting", defaultValue = "Hello", description = "What to say.")
  String greeting;

  @Override
  public int run(Command command, Activity activity) {
    for (String name : command.arguments()) {
      command.stdout().printf("%s, %s!%n", greeting, name);
      activity.counter("golem.usage.greetings").increment();
    }
    return 0;
  }

  static void main(String[] args) {
    GolemRuntime.launch(Greeter::new, args);
  }
}
