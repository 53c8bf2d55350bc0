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

  /// The package that a path means, as [DescribedRuntime#at(Path)] finds it.
  public static RuntimePackage at(Path path) throws ProviderException {
    DescribedRuntime runtime =
        DescribedRuntime.at(path)
            .orElseThrow(() ->
                new ProviderException(
                    "the runtime "
                        + path
                        + " lies in no directory with a descriptor beside it (ya-NAME.json), as a"
                        + " build makes them"));
    Path content =
        runtime
            .content()
            .orElseThrow(() ->
                new ProviderException(
                    runtime.file()
                        + ": 'runtime-path' names "
                        + runtime.binary()
                        + ", which does not lie beside the descriptor, so nobody knows what belongs"
                        + " to it"));
    return new RuntimePackage(runtime.file(), content, runtime.descriptor(), runtime.preset());
  }
}
