package network.golem.runtime.provider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A runtime that a user names on the command line: its descriptor, its binary, and its author's
/// prices.
///
/// @param file the descriptor's path
/// @param binary the executable; it exists
/// @param content what belongs to the runtime next to the descriptor: the directory that contains
///   the binary, or the binary itself; empty if the binary is elsewhere
/// @param preset the author's prices
public record DescribedRuntime(
    Path file,
    Descriptor descriptor,
    Path binary,
    Optional<Path> content,
    Optional<Preset> preset) {
  /// The directory in which a build puts a packaged runtime, relative to its project.
  public static final String BUILT = "target/plugins";

  private static final String BINARY_KEY = "runtime-path";

  /// Finds the runtime that a user names: by a path, see [#at(Path)], or by the name under which it
  /// is installed. A path that exists takes precedence, unless it is a directory without a runtime.
  ///
  /// @param provider the provider whose plugin directory is searched for the name
  /// @return empty if the path is a file that no descriptor names
  /// @throws ProviderException if there is no such runtime, or it cannot be used
  public static Optional<DescribedRuntime> named(Path named, ProviderDirectories provider)
      throws ProviderException {
    if (!Alias.isName(named.toString())) {
      return at(named);
    }
    boolean exists = Files.exists(ProviderDirectories.absolute(named));
    if (exists && isUsable(named)) {
      return at(named);
    }
    Path plugins = provider.plugins().directory();
    if (Files.isDirectory(plugins)) {
      List<Inspection.InstalledRuntime> installed = Inspection.of(provider).runtimes();
      for (Inspection.InstalledRuntime each : installed) {
        if (each.descriptor().name().equals(named.toString())) {
          return Optional.of(of(each.file(), each.descriptor()));
        }
      }
      if (!exists) {
        List<String> names = installed.stream().map(each -> each.descriptor().name()).toList();
        String similar = Suggestion.endingFor(named.toString(), names);
        throw new ProviderException(
            missing(named, plugins) + (similar.isEmpty() ? PluginDirectory.HINT : similar));
      }
    }
    if (exists) {
      return at(named);
    }
    throw new ProviderException(missing(named, plugins) + PluginDirectory.HINT);
  }

  private static String missing(Path named, Path plugins) {
    return "the runtime " + named + " does not exist, neither as a path nor in " + plugins;
  }

  /// Whether there is one runtime at a path, or a file, which may be one.
  private static boolean isUsable(Path path) {
    try {
      var _ = at(path);
      return true;
    } catch (ProviderException _) {
      return !Files.isDirectory(path);
    }
  }

  /// The name of the runtime that a user names, see [#named(Path, ProviderDirectories)]. An
  /// installed runtime may be one that cannot be used.
  public static String nameOf(Path named) throws ProviderException {
    String word = named.toString();
    if (Alias.isName(word) && !(Files.exists(named) && isUsable(named))) {
      return word;
    }
    return at(named)
        .map(described -> described.descriptor().name())
        .orElseThrow(() -> withoutDescriptor(named));
  }

  private static ProviderException withoutDescriptor(Path named) {
    return new ProviderException(
        "the runtime "
            + named
            + " has no descriptor (ya-NAME.json) next to its directory; package it first");
  }

  /// Finds the runtime that a user names, for a command that needs a descriptor.
  ///
  /// @throws ProviderException if there is no such runtime, it has no descriptor, or it cannot be
  ///   used
  public static DescribedRuntime packaged(Path named, ProviderDirectories provider)
      throws ProviderException {
    return named(named, provider).orElseThrow(() -> withoutDescriptor(named));
  }

  /// Finds the runtime at a path. The path is a descriptor (a file that ends in `.json`); a
  /// directory that contains one descriptor, or `target/plugins`; a runtime's own directory
  /// (`ya-NAME` next to `ya-NAME.json`), or a file in it; or a binary that a descriptor of the same
  /// directory names.
  ///
  /// @return empty if the path is a file that no descriptor names
  /// @throws ProviderException if there is no such runtime, or it cannot be used
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
    return Optional.of(
        onlyOneIn(
            Files.isDirectory(built) ? built : absolute,
            "build the runtime (mvn package), or name the descriptor"));
  }

  /// The only runtime that is described in a directory.
  ///
  /// @param remedy what the user can do if it is not the only one
  public static DescribedRuntime onlyOneIn(Path directory, String remedy) throws ProviderException {
    List<Path> files = new PluginDirectory(directory).descriptorFiles();
    if (files.size() != 1) {
      throw new ProviderException(
          directory
              + " contains "
              + files.size()
              + " descriptors (ya-*.json), expected one; "
              + remedy);
    }
    return of(files.getFirst(), Optional.empty());
  }

  /// The runtime whose binary is in the plugin directory itself.
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
      return false; // it is treated as the descriptor of another runtime
    }
  }

  /// @param named the binary that is meant, if the file describes several runtimes
  private static DescribedRuntime of(Path file, Optional<Path> named) throws ProviderException {
    return of(file, meant(file, named));
  }

  private static DescribedRuntime of(Path file, Descriptor descriptor) throws ProviderException {
    Path binary =
        descriptor
            .runtimePath()
            .orElseThrow(() ->
                new ProviderException(file + ": required key '" + BINARY_KEY + "' is missing"));
    Optional<String> fault = NamedProgram.fault(file, BINARY_KEY, binary);
    if (fault.isPresent()) {
      throw new ProviderException(fault.get());
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
            + ", expected one; "
            + (meant.isEmpty() ? "name its binary" : "several of them have this binary"));
  }
}
