package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The checks that keep a runtime from being installed, made before anything is written.
///
/// @param provider the provider for which it will be installed
record Refusals(ProviderDirectories provider) {

  /// A provider refuses all descriptors of a directory if one is faulty.
  ///
  /// @param file, content the paths of the runtime's descriptor and files once they are installed
  /// @param presets whether presets are checked, too
  void checkNeighbours(Descriptor installed, Path file, Path content, boolean presets)
      throws ProviderException {
    Inspection inspection = Inspection.of(provider);
    for (Inspection.InstalledRuntime neighbour : inspection.runtimes()) {
      boolean same = neighbour.descriptor().name().equals(installed.name());
      if (same && !neighbour.file().equals(file)) {
        throw new ProviderException(
            neighbour.file()
                + " already describes a runtime "
                + installed.name()
                + ", and a provider accepts only one of each name; uninstall it first");
      }
      if (same && !Installation.isIn(content, neighbour.descriptor())) {
        throw new ProviderException(
            file
                + " already exists, and describes another runtime "
                + installed.name()
                + ", which is not in "
                + content
                + "; uninstall it first");
      }
      if (!same && neighbour.file().equals(file)) {
        throw new ProviderException(
            file + " already exists, and describes the runtime " + neighbour.descriptor().name());
      }
    }
    Faults faults = new Faults();
    inspection.allFaults().stream()
        .filter(fault -> fault.consequence() == ProviderFault.Consequence.DOES_NOT_START)
        .filter(fault -> !fault.file().equals(file)) // it will be replaced
        .filter(fault -> presets || !fault.file().equals(provider.presets()))
        .forEach(fault -> faults.add(fault.toString()));
    faults.check();
  }

  /// Only the runtime's own files may be replaced.
  void checkPlace(String name, Path content) throws ProviderException {
    List<String> users = new ArrayList<>();
    for (Inspection.InstalledRuntime each : Inspection.of(provider).runtimes()) {
      if (each.descriptor().supervisorPath().equals(content)) {
        throw new ProviderException(
            content + " already exists, and is the supervisor of " + each.descriptor().name());
      }
      if (each.descriptor().runtimePath().filter(path -> path.startsWith(content)).isPresent()) {
        users.add(each.descriptor().name());
      }
    }
    if (!users.isEmpty() && !users.contains(name)) {
      throw new ProviderException(
          content
              + " already exists with different files, and is used by "
              + String.join(", ", users)
              + "; reinstall that first");
    }
  }

  /// A provider does not offer a preset that prices no counter.
  static void checkPriced(Preset preset, Descriptor runtime) throws ProviderException {
    if (preset.usageCoeffs().isEmpty()) {
      throw new ProviderException(
          "the preset '"
              + preset.name()
              + "' would price no counter, so the provider would not offer the runtime; set a price"
              + " with --price COUNTER=GLM (one of "
              + String.join(
                  ", ",
                  runtime.counters().values().stream()
                      .filter(Descriptor.Counter::price)
                      .map(Descriptor.Counter::name)
                      .toList())
              + "), or use --no-preset");
    }
  }

  /// Reports what would stop the installation half-way, before its first step.
  static void checkWritable(List<Change> changes) throws ProviderException {
    for (Change change : changes) {
      Path path = change.path();
      try {
        if (change instanceof Change.Text && Files.exists(path)) {
          path = path.toRealPath();
          if (!Ownership.canKeep(path)) {
            throw new ProviderException(
                "cannot write "
                    + path
                    + ": it belongs to another user, who could no longer read it; run as that user,"
                    + " or as root");
          }
        }
      } catch (IOException e) {
        throw new ProviderException("cannot write " + path + ": " + SystemReason.of(e), e);
      }
      Path above = path;
      do {
        above = Optional.ofNullable(above.getParent()).orElse(Path.of("/"));
      } while (!Files.exists(above));
      if (!Files.isDirectory(above) || !Files.isWritable(above)) {
        throw new ProviderException(
            "cannot write "
                + path
                + ": "
                + (Files.isDirectory(above)
                    ? "permission denied in " + above + "; run as the provider's user, or use"
                    : above + " is not a directory; use")
                + " --plugins and --data-dir");
      }
    }
  }
}
