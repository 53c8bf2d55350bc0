package network.golem.runtime.sdk.invocation;

import java.nio.file.Path;
import java.util.Map;
import network.golem.runtime.sdk.RuntimeIdentity;
import network.golem.runtime.sdk.config.DataDirectory;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.definition.DefinitionException;
import network.golem.runtime.sdk.messages.Failures;

/// The runtime's identity on this machine.
record Identity(Definition definition, Path dataDirectory) {

  /// @param defining the definition, with its options set
  static Identity of(Object defining, Definition declared, Map<String, String> environment) {
    if (defining instanceof RuntimeIdentity own) {
      try {
        Definition definition = declared.named(own.name());
        return new Identity(
            definition,
            own.dataDirectory()
                .orElseGet(() -> DataDirectory.here(definition.name(), environment)));
      } catch (DefinitionException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new DefinitionException(
            "cannot determine the identity of %s: %s", own.getClass().getName(), Failures.text(e));
      }
    }
    return new Identity(declared, DataDirectory.here(declared.name(), environment));
  }
}
