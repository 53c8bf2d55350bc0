package network.golem.runtime.supervisor.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import network.golem.runtime.provider.DescribedRuntime;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.Preset;
import network.golem.runtime.provider.Prices;
import network.golem.runtime.provider.ProviderDirectories;
import network.golem.runtime.provider.ProviderException;

/// The runtime that a script is played against.
///
/// @param path the absolute path of the executable
/// @param descriptor its descriptor; without one, nothing is priced
/// @param preset its prices
public record RuntimeBinary(Path path, Optional<Descriptor> descriptor, Optional<Preset> preset) {
  /// The only runtime that a build has put into `target/plugins` beside a script.
  public static RuntimeBinary beside(Path script) throws ProviderException {
    Path directory = script.toAbsolutePath().normalize().resolveSibling(DescribedRuntime.BUILT);
    if (!Files.isDirectory(directory)) {
      throw new ProviderException(
          "no packaged runtime in "
              + directory
              + "; build it (mvn package), or use --runtime PATH");
    }
    return of(DescribedRuntime.onlyOneIn(directory, "use --runtime PATH"));
  }

  /// The runtime that a user names, see [DescribedRuntime#named(Path, ProviderDirectories)]. An
  /// executable that no descriptor names is a runtime without a descriptor.
  public static RuntimeBinary named(Path named, ProviderDirectories provider)
      throws ProviderException {
    return of(named, DescribedRuntime.named(named, provider));
  }

  /// The runtime at a path, see [DescribedRuntime#at(Path)]. An executable that no descriptor names
  /// is a runtime without a descriptor.
  public static RuntimeBinary at(Path path) throws ProviderException {
    return of(path, DescribedRuntime.at(path));
  }

  /// A runtime with its descriptor.
  public static RuntimeBinary of(DescribedRuntime described) {
    return new RuntimeBinary(
        described.binary(), Optional.of(described.descriptor()), described.preset());
  }

  private static RuntimeBinary of(Path path, Optional<DescribedRuntime> described)
      throws ProviderException {
    Path absolute = path.toAbsolutePath().normalize();
    boolean executable = Files.isRegularFile(absolute) && !absolute.toString().endsWith(".json");
    if (described.isPresent() && (!executable || described.get().binary().equals(absolute))) {
      return of(described.get());
    }
    if (!Files.isExecutable(absolute)) {
      throw new ProviderException(
          "the runtime " + absolute + " cannot be executed: permission denied");
    }
    return new RuntimeBinary(absolute, Optional.empty(), Optional.empty());
  }

  /// This runtime at an operator's prices; those that are not set stay the author's.
  public RuntimeBinary withPrices(Prices prices) {
    Preset own = preset.orElseGet(() -> Preset.free(name()));
    return new RuntimeBinary(path, descriptor, Optional.of(own.with(prices)));
  }

  /// The runtime's name, as shown to people.
  public String name() {
    return descriptor.map(Descriptor::name).orElse(String.valueOf(path.getFileName()));
  }
}
