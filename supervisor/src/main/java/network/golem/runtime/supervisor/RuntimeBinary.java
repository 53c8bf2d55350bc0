package network.golem.runtime.supervisor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.MalformedFileException;
import network.golem.runtime.provider.PluginDirectory;
import network.golem.runtime.provider.Preset;

/// The runtime that a script is played against.
///
/// @param path what is started, absolute
/// @param descriptor what a provider knows of it; without one, nothing is priced
/// @param preset what it costs
public record RuntimeBinary(Path path, Optional<Descriptor> descriptor, Optional<Preset> preset) {
  private static final String FOLDER = "ya-runtime-";

  /// The one runtime that a build has put into `target/plugins` beside a script.
  public static RuntimeBinary beside(Path script) throws MalformedFileException {
    Path folder = script.toAbsolutePath().normalize().resolveSibling("target/plugins");
    if (!Files.isDirectory(folder)) {
      throw new MalformedFileException(
          "there is no "
              + folder
              + " with a packaged runtime: build it (mvn package), or name one with --runtime"
              + " PATH");
    }
    List<Path> files = new PluginDirectory(folder).descriptorFiles();
    if (files.size() != 1) {
      throw new MalformedFileException(
          folder
              + " holds "
              + files.size()
              + " descriptors, where one was wanted: name the runtime with --runtime PATH");
    }
    return ofDescriptor(files.getFirst());
  }

  /// A runtime by its binary, or by its descriptor (a file that ends in `.json`).
  ///
  /// The descriptor of a binary is looked for beside its folder `ya-runtime-<name>`.
  public static RuntimeBinary at(Path path) throws MalformedFileException {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new MalformedFileException("the runtime " + path + " does not exist");
    }
    if (absolute.toString().endsWith(".json")) {
      return ofDescriptor(absolute);
    }
    checkExecutable(absolute);
    for (Path folder = absolute.getParent(); folder != null; folder = folder.getParent()) {
      Path name = folder.getFileName();
      Path file = folder.resolveSibling(name + ".json");
      if (name != null && name.toString().startsWith(FOLDER) && Files.exists(file)) {
        RuntimeBinary described = ofDescriptor(file);
        if (described.path().equals(absolute)) {
          return described;
        }
      }
    }
    return new RuntimeBinary(absolute, Optional.empty(), Optional.empty());
  }

  private static RuntimeBinary ofDescriptor(Path file) throws MalformedFileException {
    List<Descriptor> descriptors = Descriptor.read(file);
    if (descriptors.size() != 1) {
      throw new MalformedFileException(
          file
              + " describes "
              + descriptors.size()
              + " runtimes, where one was wanted: name its binary with --runtime PATH");
    }
    Descriptor descriptor = descriptors.getFirst();
    Path binary =
        descriptor
            .runtimePath()
            .orElseThrow(() ->
                new MalformedFileException(
                    file + ": 'runtime-path' is missing, so there is nothing to start"));
    if (!Files.exists(binary)) {
      throw new MalformedFileException(
          file + ": 'runtime-path' names " + binary + ", which does not exist");
    }
    checkExecutable(binary);
    Path preset = file.resolveSibling(FOLDER + descriptor.name()).resolve("preset.json");
    return new RuntimeBinary(
        binary,
        Optional.of(descriptor),
        Files.exists(preset) ? Optional.of(Preset.read(preset)) : Optional.empty());
  }

  private static void checkExecutable(Path binary) throws MalformedFileException {
    if (!Files.isRegularFile(binary) || !Files.isExecutable(binary)) {
      throw new MalformedFileException("the runtime " + binary + " is not executable");
    }
  }

  /// Its name, for people.
  public String name() {
    return descriptor.map(Descriptor::name).orElse(String.valueOf(path.getFileName()));
  }
}
