package network.golem.runtime.testkit;

import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.UsageCounter;
import picocli.CommandLine.Option;

@RuntimeDef(
    name = "greeter",
    version = "1.0.0",
    counters = @UsageCounter(name = "golem.usage.greetings", price = 0.001))
public final class Greeter implements GolemRuntime {

  @Option(names = "--greeting", defaultValue = "Hello", description = "What to say.")
  private String greeting;

  @Override
  public void start(Command start, Activity activity) throws RuntimeFailure {
    if (start.arguments().contains("fail")) {
      throw new RuntimeFailure(Code.INTERNAL, "told to fail");
    }
    start.stdout().print("ready");
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    return switch (command.program()) {
      case "greet" -> {
        activity.state("greeted", command.arguments());
        for (String name : command.arguments()) {
          command.stdout().printf("%s, %s!%n", greeting, name);
          activity.counter("golem.usage.greetings").increment();
        }
        yield 0;
      }
      case "complain" -> {
        command.stderr().println("no tea");
        yield 3;
      }
      case "wait" -> {
        command.stdout().println("waiting");
        Thread.sleep(Long.MAX_VALUE);
        yield 0;
      }
      case "log" -> {
        System.err.println(String.join(" ", command.arguments()));
        yield 0;
      }
      case "exit" -> {
        Runtime.getRuntime().halt(42);
        yield 0;
      }
      default ->
          throw new RuntimeFailure(Code.NOT_FOUND, "no program " + command.program())
              .with("program", command.program());
    };
  }

  static void main(String[] args) {
    GolemRuntime.launch(Greeter::new, args);
  }
}
