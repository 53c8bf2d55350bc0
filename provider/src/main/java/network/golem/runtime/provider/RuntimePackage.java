package network.golem.runtime.provider;

import java.nio.file.Path;
import java.util.Optional;

/// A runtime as a build makes it: a descriptor, and beside it what it names.
///
/// @param file the descriptor's
/// @param content the directory with the runtime's binary; or the binary, if it lies in none
/// @param preset what the author charges
public record RuntimePackage(
    Path file, Path content, Descriptor descriptor, Optional<Preset> preset) {

  /// The package of a runtime.
  ///
  /// @throws ProviderException if its binary is not in the directory of its descriptor
  public static RuntimePackage of(DescribedRuntime runtime) throws ProviderException {
    Path content =
        runtime
            .content()
            .orElseThrow(() ->
                new ProviderException(
                    runtime.file()
                        + ": 'runtime-path' is "
                        + runtime.binary()
                        + ", which is not in the descriptor's directory, so what belongs to the"
                        + " runtime is unknown"));
    return new RuntimePackage(runtime.file(), content, runtime.descriptor(), runtime.preset());
  }
}
