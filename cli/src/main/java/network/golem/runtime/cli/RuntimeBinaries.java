package network.golem.runtime.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.RuntimeBinary;

/// The runtime that a user names, by a path or by the name under which it is installed.
final class RuntimeBinaries {
  private RuntimeBinaries() {}

  static RuntimeBinary named(Path named) throws ProviderException {
    if (Files.exists(named)) {
      try {
        return RuntimeBinary.at(named); // whether or not this machine has a provider
      } catch (ProviderException e) {
        if (!Files.isDirectory(named)) {
          throw e; // a directory without a runtime may have the name of one that is installed
        }
      }
    }
    return RuntimeBinary.named(
        named, ProviderDirectories.find(Optional.empty(), Optional.empty(), System.getenv()));
  }
}
