package network.golem.runtime.provider;

import java.nio.file.Path;
import java.util.Optional;

/// A runtime as a build packages it: a descriptor, and next to it the files of the runtime.
///
/// @param file the descriptor's
/// @param content the directory that contains the runtime's binary; or the binary, if it has no
///   directory of its own
/// @param preset the author's prices
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
                        + ", which is not next to the descriptor, so the files that belong to it"
                        + " are unknown"));
    return new RuntimePackage(runtime.file(), content, runtime.descriptor(), runtime.preset());
  }
}
