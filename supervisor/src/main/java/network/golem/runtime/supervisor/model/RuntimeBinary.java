package network.golem.runtime.supervisor.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.provider.DescribedRuntime;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.PluginDirectory;
import network.golem.runtime.provider.Preset;
import network.golem.runtime.provider.ProviderException;

/// The runtime that a script is played against.
///
/// @param path what is started, absolute
/// @param descriptor what a provider knows of it; without one, nothing is priced
/// @param preset what it costs
public record RuntimeBinary(Path path, Optional<Descriptor> descriptor, Optional<Preset> preset) {
  /// The one runtime that a build has put into `target/plugins` beside a script.
  public static RuntimeBinary beside(Path script) throws ProviderException {
    Path directory = script.toAbsolutePath().normalize().resolveSibling("target/plugins");
    if (!Files.isDirectory(directory)) {
      throw new ProviderException(
          "there is no "
              + directory
              + " with a packaged runtime: build it (mvn package), or name one with --runtime"
              + " PATH");
    }
    int descriptors = new PluginDirectory(directory).descriptorFiles().size();
    if (descriptors != 1) {
      throw new ProviderException(
          directory
              + " holds "
              + descriptors
              + " descriptors, where one was wanted: name the runtime with --runtime PATH");
    }
    return at(directory);
  }

  /// A runtime by its binary, its descriptor or its directory, as [DescribedRuntime#at(Path)] finds
  /// it. An executable that no descriptor names is one without a descriptor.
  public static RuntimeBinary at(Path path) throws ProviderException {
    Path absolute = path.toAbsolutePath().normalize();
    DescribedRuntime described = DescribedRuntime.at(path).orElse(null);
    boolean executable = Files.isRegularFile(absolute) && !absolute.toString().endsWith(".json");
    if (described != null && (!executable || described.binary().equals(absolute))) {
      return new RuntimeBinary(
          described.binary(), Optional.of(described.descriptor()), described.preset());
    }
    if (!Files.isExecutable(absolute)) {
      throw new ProviderException("the runtime " + absolute + " is not executable");
    }
    return new RuntimeBinary(absolute, Optional.empty(), Optional.empty());
  }

  /// Its name, for people.
  public String name() {
    return descriptor.map(Descriptor::name).orElse(String.valueOf(path.getFileName()));
  }
}
