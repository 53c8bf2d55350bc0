package network.golem.runtime.sdk.program;

import java.nio.file.Path;
import java.util.Map;
import network.golem.runtime.sdk.RuntimeIdentity;
import network.golem.runtime.sdk.config.DataDirectory;
import network.golem.runtime.sdk.definition.Definition;

/// Who the runtime is on this machine.
record Identity(Definition definition, Path dataDirectory) {

  /// @param defining its options are set
  static Identity of(Object defining, Definition declared, Map<String, String> environment) {
    if (defining instanceof RuntimeIdentity own) {
      Definition definition = declared.named(own.name());
      return new Identity(
          definition,
          own.dataDirectory().orElseGet(() -> DataDirectory.here(definition.name(), environment)));
    }
    return new Identity(declared, DataDirectory.here(declared.name(), environment));
  }
}
