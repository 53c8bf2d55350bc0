package network.golem.runtime.modulepath;

import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import picocli.CommandLine.Option;

/// Has an option and a configuration, which libraries set by reflection, and a counter, and
/// executes programs.
@RuntimeDef(
    name = "greeter",
    version = "1.0.0",
    counters = @UsageCounter(name = "golem.usage.greetings"))
final class Greeter implements GolemRuntime {
  @Option(names = "--greeting", defaultValue = "Hello", description = "What to say.")
  String greeting;

  /// The configuration.
  record Settings(String end) {
    Settings() {
      this("!");
    }
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    if (command.program().equals("execute")) {
      return command.exec(new ProcessBuilder(command.arguments()));
    }
    Settings settings = activity.config(Settings.class);
    for (String name : command.arguments()) {
      command.stdout().printf("%s, %s%s%n", greeting, name, settings.end());
      activity.counter("golem.usage.greetings").increment();
    }
    return 0;
  }

  static void main(String[] args) {
    GolemRuntime.launch(Greeter::new, args);
  }
}
