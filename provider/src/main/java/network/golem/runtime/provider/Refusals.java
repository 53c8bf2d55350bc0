package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What keeps a runtime from being installed, looked for before anything is written.
///
/// @param provider where it is to be installed
record Refusals(ProviderDirectories provider) {

  /// All descriptors of a directory stand or fall together.
  ///
  /// @param file, content where the runtime's descriptor and files are put
  /// @param presets whether those matter, too
  void checkNeighbours(Descriptor installed, Path file, Path content, boolean presets)
      throws ProviderException {
    Inspection inspection = Inspection.of(provider);
    for (Inspection.InstalledRuntime neighbour : inspection.runtimes()) {
      boolean same = neighbour.descriptor().name().equals(installed.name());
      if (same && !neighbour.file().equals(file)) {
        throw new ProviderException(
            neighbour.file()
                + " describes a runtime "
                + installed.name()
                + " already, and a provider takes only one of each name; uninstall it first");
      }
      if (same && !Installation.isIn(content, neighbour.descriptor())) {
        throw new ProviderException(
            file
                + " is there already, and describes another runtime "
                + installed.name()
                + ", which is not in "
                + content
                + "; uninstall it first");
      }
      if (!same && neighbour.file().equals(file)) {
        throw new ProviderException(
            file + " is there already, and describes the runtime " + neighbour.descriptor().name());
      }
    }
    Faults faults = new Faults();
    inspection.allFaults().stream()
        .filter(fault -> fault.consequence() == ProviderFault.Consequence.DOES_NOT_START)
        .filter(fault -> !fault.file().equals(file)) // which is replaced
        .filter(fault -> presets || !fault.file().equals(provider.presets()))
        .forEach(fault -> faults.add(fault.toString()));
    faults.check();
  }

  /// Nobody's binary is replaced but the runtime's own.
  void checkPlace(String name, Path content) throws ProviderException {
    List<String> users = new ArrayList<>();
    for (Inspection.InstalledRuntime each : Inspection.of(provider).runtimes()) {
      if (each.descriptor().supervisorPath().equals(content)) {
        throw new ProviderException(
            content + " is there already, and is the supervisor of " + each.descriptor().name());
      }
      if (each.descriptor().runtimePath().filter(path -> path.startsWith(content)).isPresent()) {
        users.add(each.descriptor().name());
      }
    }
    if (!users.isEmpty() && !users.contains(name)) {
      throw new ProviderException(
          content
              + " is there already, with other files, and is used by "
              + String.join(", ", users)
              + ": install that anew first");
    }
  }

  /// A provider makes no offer of a preset that prices nothing.
  static void checkPriced(Preset preset, Descriptor runtime) throws ProviderException {
    if (preset.usageCoeffs().isEmpty()) {
      throw new ProviderException(
          "the preset '"
              + preset.name()
              + "' would price no counter, so the provider would make no offer of it: set a price"
              + " with --price COUNTER=GLM (of "
              + String.join(
                  ", ",
                  runtime.counters().values().stream()
                      .filter(Descriptor.Counter::price)
                      .map(Descriptor.Counter::name)
                      .toList())
              + "), or leave the presets alone with --no-preset");
    }
  }

  /// What would stop the installation half-way is said before its first step.
  static void checkWritable(List<Change> changes) throws ProviderException {
    for (Change change : changes) {
      Path path = change.path();
      try {
        if (change instanceof Change.Text && Files.exists(path)) {
          path = path.toRealPath();
          if (!Ownership.canKeep(path)) {
            throw new ProviderException(
                path
                    + " cannot be written: it belongs to another user, who could not read it any"
                    + " more; be that user, or root");
          }
        }
      } catch (IOException e) {
        throw new ProviderException(path + " cannot be written: " + SystemReason.of(e), e);
      }
      Path above = path;
      do {
        above = Optional.ofNullable(above.getParent()).orElse(Path.of("/"));
      } while (!Files.exists(above));
      if (!Files.isDirectory(above) || !Files.isWritable(above)) {
        throw new ProviderException(
            path
                + " cannot be written: "
                + above
                + (Files.isDirectory(above)
                    ? " is not writable for this user; be the provider's, or name other directories"
                    : " is no directory; name another directory")
                + " with --plugins and --data-dir");
      }
    }
  }
}
