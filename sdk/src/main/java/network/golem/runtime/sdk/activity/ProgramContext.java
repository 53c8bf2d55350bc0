package network.golem.runtime.sdk.activity;

import java.util.List;
import java.util.Map;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.definition.Definition;

/// The context of one call of the program.
public record ProgramContext(
    String name,
    String version,
    Mode mode,
    List<String> phaseArguments,
    Map<String, String> environment)
    implements Context {

  public ProgramContext {
    phaseArguments = List.copyOf(phaseArguments);
    environment = Map.copyOf(environment);
  }

  public static ProgramContext of(
      Definition definition, Mode mode, List<String> words, Map<String, String> environment) {
    return new ProgramContext(definition.name(), definition.version(), mode, words, environment);
  }
}
