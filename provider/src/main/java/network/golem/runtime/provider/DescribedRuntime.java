package network.golem.runtime.provider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The runtime at a path, as every command reads it: its descriptor, its binary, and what its
/// author charges.
///
/// @param file the descriptor's
/// @param binary what is started; it exists, and is executable
/// @param content what belongs to it beside the descriptor: the directory with the binary, or the
///   binary itself; empty: the binary lies elsewhere
/// @param preset what the author charges
public record DescribedRuntime(
    Path file,
    Descriptor descriptor,
    Path binary,
    Optional<Path> content,
    Optional<Preset> preset) {
  private static final String BUILT = "target/plugins";

  /// Finds the runtime that a path names: by a descriptor (a file that ends in `.json`); a
  /// directory with one descriptor in it, or with `target/plugins` below it; a runtime's own
  /// directory (`ya-NAME` beside `ya-NAME.json`), or a file in it; or a binary that a descriptor of
  /// the same directory names.
  ///
  /// @return empty: the path is a file that no descriptor names
  /// @throws ProviderException if there is none, or the descriptor or what it names is
  ///   unusable
  public static Optional<DescribedRuntime> at(Path path) throws ProviderException {
    Path absolute = ProviderDirectories.absolute(path);
    if (!Files.exists(absolute)) {
      throw new ProviderException("the runtime " + path + " does not exist");
    }
    if (absolute.toString().endsWith(".json")) {
      return Optional.of(of(absolute, Optional.empty()));
    }
    Optional<Path> named = Files.isRegularFile(absolute) ? Optional.of(absolute) : Optional.empty();
    for (Path above = absolute; above != null; above = above.getParent()) {
      Path name = above.getFileName();
      Path beside = above.resolveSibling(name + ".json");
      if (name != null && name.toString().startsWith("ya-") && Files.exists(beside)) {
        return Optional.of(of(beside, named));
      }
    }
    if (named.isPresent()) {
      return besideIt(absolute);
    }
    Path built = absolute.resolve(BUILT);
    return Optional.of(inDirectory(Files.isDirectory(built) ? built : absolute));
  }

  private static DescribedRuntime inDirectory(Path directory) throws ProviderException {
    PluginDirectory plugins = new PluginDirectory(directory);
    List<Path> files = plugins.descriptorFiles();
    if (files.size() != 1) {
      throw new ProviderException(
          plugins.directory()
              + " holds "
              + files.size()
              + " descriptors (ya-*.json), where one was wanted: build the runtime (mvn package),"
              + " or name the descriptor");
    }
    return of(files.getFirst(), Optional.empty());
  }

  /// A binary of the plugin directory itself.
  private static Optional<DescribedRuntime> besideIt(Path binary) throws ProviderException {
    Path directory = binary.getParent();
    if (directory == null) {
      return Optional.empty();
    }
    for (Path file : new PluginDirectory(directory).descriptorFiles()) {
      if (names(file, binary)) {
        return Optional.of(of(file, Optional.of(binary)));
      }
    }
    return Optional.empty();
  }

  private static boolean names(Path file, Path binary) {
    try {
      return Descriptor.read(file).stream()
          .anyMatch(descriptor -> descriptor.runtimePath().equals(Optional.of(binary)));
    } catch (ProviderException _) {
      return false; // another runtime's, as far as anybody can tell
    }
  }

  /// @param named the binary that is meant, if the file describes several runtimes
  private static DescribedRuntime of(Path file, Optional<Path> named)
      throws ProviderException {
    Descriptor descriptor = meant(file, named);
    Path binary =
        descriptor
            .runtimePath()
            .orElseThrow(() ->
                new ProviderException(
                    file + ": 'runtime-path' is missing, so there is nothing to start"));
    if (!Files.exists(binary)) {
      throw new ProviderException(
          file + ": 'runtime-path' names " + binary + ", which does not exist");
    }
    if (!Files.isRegularFile(binary) || !Files.isExecutable(binary)) {
      throw new ProviderException(
          file
              + ": 'runtime-path' names "
              + binary
              + ", which is not executable, and with which the provider does not start");
    }
    Path parent = Optional.ofNullable(file.getParent()).orElse(file);
    Optional<Path> content =
        binary.startsWith(parent)
            ? Optional.of(parent.resolve(parent.relativize(binary).getName(0)))
            : Optional.empty();
    Optional<Path> preset = content.map(each -> each.resolve("preset.json")).filter(Files::exists);
    return new DescribedRuntime(
        file,
        descriptor,
        binary,
        content,
        preset.isPresent() ? Optional.of(Preset.read(preset.get())) : Optional.empty());
  }

  private static Descriptor meant(Path file, Optional<Path> named) throws ProviderException {
    List<Descriptor> descriptors = Descriptor.read(file);
    if (descriptors.size() == 1) {
      return descriptors.getFirst();
    }
    List<Descriptor> meant = new ArrayList<>(descriptors);
    meant.removeIf(descriptor -> named.isEmpty() || !descriptor.runtimePath().equals(named));
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    throw new ProviderException(
        file
            + " describes "
            + descriptors.size()
            + " runtimes "
            + descriptors.stream().map(Descriptor::name).toList()
            + ", where one was wanted"
            + (meant.isEmpty() ? ": name its binary" : ", and several of them have this binary"));
  }
}
