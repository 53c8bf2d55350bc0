package network.golem.runtime.provider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A runtime as a build makes it: a descriptor, and beside it the folder that it names.
///
/// @param file the descriptor's
/// @param folder with the runtime's binary
/// @param preset what the author charges
public record RuntimePackage(
    Path file, Path folder, Descriptor descriptor, Optional<Preset> preset) {

  /// The package that a path means: a descriptor, a file or folder of the runtime's folder, a
  /// folder with one descriptor in it, or one with `target/plugins` below it.
  public static RuntimePackage at(Path path) throws MalformedFileException {
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.exists(absolute)) {
      throw new MalformedFileException("the runtime " + path + " does not exist");
    }
    if (absolute.toString().endsWith(".json")) {
      return ofDescriptor(absolute);
    }
    for (Path above = absolute; above != null; above = above.getParent()) {
      Path name = above.getFileName();
      Path beside = above.resolveSibling(name + ".json");
      if (name != null && name.toString().startsWith("ya-") && Files.exists(beside)) {
        return ofDescriptor(beside);
      }
    }
    if (Files.isRegularFile(absolute)) {
      throw new MalformedFileException(
          "the runtime "
              + path
              + " lies in no folder with a descriptor beside it (ya-NAME.json), as a build makes"
              + " them");
    }
    Path built = absolute.resolve("target/plugins");
    PluginDirectory plugins = new PluginDirectory(Files.isDirectory(built) ? built : absolute);
    List<Path> files = plugins.descriptorFiles();
    if (files.size() != 1) {
      throw new MalformedFileException(
          plugins.folder()
              + " holds "
              + files.size()
              + " descriptors (ya-*.json), where one was wanted: build the runtime, or name the"
              + " descriptor");
    }
    return ofDescriptor(files.getFirst());
  }

  private static RuntimePackage ofDescriptor(Path file) throws MalformedFileException {
    List<Descriptor> descriptors = Descriptor.read(file);
    if (descriptors.size() != 1) {
      throw new MalformedFileException(
          file + " describes " + descriptors.size() + " runtimes, where one was wanted");
    }
    Descriptor descriptor = descriptors.getFirst();
    Path binary =
        descriptor
            .runtimePath()
            .orElseThrow(() -> new MalformedFileException(file + ": 'runtime-path' is missing"));
    Path parent = Optional.ofNullable(file.getParent()).orElse(file);
    if (!Files.exists(binary)) {
      throw new MalformedFileException(
          file + ": 'runtime-path' names " + binary + ", which does not exist");
    }
    if (!Files.isRegularFile(binary) || !Files.isExecutable(binary)) {
      throw new MalformedFileException(
          file
              + ": 'runtime-path' names "
              + binary
              + ", which is not executable, and with which the provider does not start");
    }
    if (!binary.startsWith(parent) || parent.relativize(binary).getNameCount() < 2) {
      throw new MalformedFileException(
          file
              + ": 'runtime-path' names "
              + binary
              + ", which lies in no folder beside the descriptor, so nobody knows what belongs to"
              + " it");
    }
    Path folder = parent.resolve(parent.relativize(binary).getName(0));
    Path preset = folder.resolve("preset.json");
    return new RuntimePackage(
        file,
        folder,
        descriptor,
        Files.exists(preset) ? Optional.of(Preset.read(preset)) : Optional.empty());
  }
}
