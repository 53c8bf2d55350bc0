package network.golem.runtime.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import org.slf4j.LoggerFactory;

/// A runtime with volumes, a configuration, and logs.
@RuntimeDef(
    name = "pump",
    version = "1.0.0",
    counters = {
      @UsageCounter(name = "golem.usage.litres", price = 0.5),
      @UsageCounter(name = "golem.usage.strokes")
    })
final class Pump implements GolemRuntime {
  record Config(String water) {}

  @Override
  public Deployment deploy(Activity activity) {
    return Deployment.of().volume("/in").volume("/out");
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    switch (command.program()) {
      case "pump" -> {
        Path in = activity.volumes().path("/in/litres.txt");
        double litres = Double.parseDouble(Files.readString(in).strip());
        activity.counter("golem.usage.litres").add(litres);
        Files.writeString(activity.volumes().path("/out/report.txt"), "pumped " + litres);
      }
      case "print" -> System.out.println("printed");
      case "slf4j" -> LoggerFactory.getLogger("pump").info("logged");
      case "debug" -> LoggerFactory.getLogger("pump").debug("detailed");
      case "jul" -> Logger.getLogger("pump").warning("warned");
      case "threads" -> {
        Thread.ofVirtual().start(() -> System.out.println("virtual")).join();
        Thread.ofPlatform().start(() -> System.err.println("platform")).join();
      }
      case "config" -> command.stdout().print(activity.config(Config.class).water());
      case "variable" ->
          command.stdout().print(activity.environment().get(command.arguments().getFirst()));
      case "data" -> command.stdout().print(activity.dataDirectory());
      case "exit" -> System.exit(3);
      default -> command.stdout().print("fine");
    }
    return 0;
  }

  static void main(String[] args) {
    GolemRuntime.launch(Pump::new, args);
  }
}
