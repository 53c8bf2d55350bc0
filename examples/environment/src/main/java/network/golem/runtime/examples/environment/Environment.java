package network.golem.runtime.examples.environment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.RuntimeIdentity;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The definition. An argument on the command line names the environment, and the configuration of
/// that name lists what it offers. A provider has a descriptor for each, with `--runtime-arg NAME`.
@RuntimeDef(
    name = "environment",
    version = "1.0.0",
    description = "Executes the tools that a configuration allows",
    programs = true)
public final class Environment implements RuntimeIdentity {

  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = "environment",
      description = "Which environment this is.")
  String name;

  @Option(names = "--configurations", description = "Where the configurations lie.")
  Path configurations;

  /// The content of an environment's configuration file.
  ///
  /// @param tools the programs that may be executed, by the names that the requestor uses
  record Tools(String description, Map<String, List<String>> tools) {
    Tools() {
      this("nothing in particular", Map.of());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Path> dataDirectory() {
    return Optional.ofNullable(configurations);
  }

  /// The runtime, created once the configuration has been read.
  record Toolbox(Tools tools) implements GolemRuntime {

    @Override
    public Offer offer(Context context) {
      return Offer.of().property("golem.runtime.environment.tools", tools.tools().keySet());
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      List<String> tool = tools.tools().get(command.program());
      if (tool == null) {
        throw new RuntimeFailure(
            Code.NOT_FOUND,
            activity.name()
                + " has no "
                + command.program()
                + "; it has "
                + tools.tools().keySet());
      }
      List<String> line = new ArrayList<>(tool);
      line.addAll(command.arguments());
      return command.exec(new ProcessBuilder(line));
    }
  }

  static void main(String[] args) {
    GolemRuntime.launch(
        Environment.class, (self, context) -> new Toolbox(context.config(Tools.class)), args);
  }
}
