package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts runtimes into a provider's plugin directory, and takes them out.
///
/// First all is planned and checked; what would break the provider is refused before anything is
/// written. Then each file and folder is changed at once: whoever looks, or cuts the power, finds
/// it old or new.
public final class Installation {
  private final ProviderFolders provider;

  public Installation(ProviderFolders provider) {
    this.provider = provider;
  }

  /// What installing a runtime changes; nothing where it is installed already.
  ///
  /// @param preset the preset's name; empty: none is made
  public List<Change> install(RuntimePackage runtime, Optional<String> preset, Prices prices)
      throws MalformedFileException {
    Path plugins = provider.plugins().folder();
    if (!Files.isDirectory(plugins)) {
      throw new MalformedFileException(
          "there is no plugin directory "
              + plugins
              + ": a provider has to be installed first, or --plugins names its folder");
    }
    Path file = plugins.resolve(runtime.file().getFileName());
    if (!provider.plugins().finds(file)) {
      throw new MalformedFileException(
          "the provider would not find "
              + file
              + ", as EXE_UNIT_PATH lets it look for "
              + provider.plugins().pattern()
              + " only; --plugins names a folder of another provider");
    }
    Path supervisor = plugins.resolve(supervisor(runtime)).normalize();
    if (!Files.exists(supervisor)) {
      throw new MalformedFileException(
          "there is no supervisor "
              + supervisor
              + ", which the descriptor names in 'supervisor-path', and without which the provider"
              + " does not start; --plugins names the folder of the provider's plugins");
    }
    checkNeighbours(runtime.descriptor(), file, preset.isPresent());
    List<Change> changes = new ArrayList<>();
    Path folder = plugins.resolve(runtime.folder().getFileName());
    if (!FolderCopy.isSame(runtime.folder(), folder)) {
      changes.add(
          new Change.Folder(
              folder,
              runtime.folder(),
              Files.exists(folder),
              FolderCopy.fates(folder, runtime.folder())));
    }
    add(changes, file, text(runtime.file()));
    if (preset.isPresent()) {
      PresetsFile presets = PresetsFile.read(provider.presets());
      addPresets(
          changes,
          presets.with(preset.get(), runtime.descriptor().name(), runtime.preset(), prices));
    }
    checkWritable(changes);
    return changes;
  }

  /// What would stop the installation half-way is said before its first step.
  private static void checkWritable(List<Change> changes) throws MalformedFileException {
    for (Change change : changes) {
      Path above = change.path();
      do {
        above = Optional.ofNullable(above.getParent()).orElse(Path.of("/"));
      } while (!Files.exists(above));
      if (!Files.isDirectory(above) || !Files.isWritable(above)) {
        throw new MalformedFileException(
            change.path()
                + " cannot be written: "
                + above
                + (Files.isDirectory(above)
                    ? " is not writable for this user; be the provider's, or name other folders"
                    : " is no directory; name another folder")
                + " with --plugins and --data-dir");
      }
    }
  }

  private static Path supervisor(RuntimePackage runtime) {
    Path parent = Optional.ofNullable(runtime.file().getParent()).orElse(runtime.file());
    Path path = runtime.descriptor().supervisorPath();
    return path.startsWith(parent) ? parent.relativize(path) : path;
  }

  /// All descriptors of a directory stand or fall together.
  ///
  /// @param presets whether those matter, too
  private void checkNeighbours(Descriptor installed, Path file, boolean presets)
      throws MalformedFileException {
    Inspection inspection = Inspection.of(provider);
    for (Inspection.InstalledRuntime neighbour : inspection.runtimes()) {
      boolean same = neighbour.descriptor().name().equals(installed.name());
      if (same && !neighbour.file().equals(file)) {
        throw new MalformedFileException(
            neighbour.file()
                + " describes a runtime "
                + installed.name()
                + " already, and a provider takes only one of each name; uninstall it first");
      }
      if (!same && neighbour.file().equals(file)) {
        throw new MalformedFileException(
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

  /// What uninstalling a runtime changes.
  public List<Change> uninstall(String name) throws MalformedFileException {
    Path file = null;
    Descriptor found = null;
    List<Descriptor> others = new ArrayList<>();
    for (Path each : provider.plugins().descriptorFiles()) {
      List<Descriptor> descriptors = Descriptor.read(each);
      for (Descriptor descriptor : descriptors) {
        if (!descriptor.name().equals(name)) {
          others.add(descriptor);
        } else if (descriptors.size() > 1) {
          throw new MalformedFileException(
              each + " describes more runtimes than " + name + ": it has to be taken out by hand");
        } else {
          file = each;
          found = descriptor;
        }
      }
    }
    if (file == null || found == null) {
      throw new MalformedFileException(
          "there is no runtime "
              + name
              + " in "
              + provider.plugins().folder()
              + (others.isEmpty()
                  ? ""
                  : "; there is "
                      + String.join(", ", others.stream().map(Descriptor::name).toList())));
    }
    List<Change> changes = new ArrayList<>();
    if (Files.exists(provider.presets())) {
      addPresets(changes, PresetsFile.read(provider.presets()).without(name));
    }
    add(changes, file, "");
    Path folder = ownFolder(found, others).orElse(null);
    if (folder != null) {
      changes.add(new Change.FolderRemoved(folder, FolderCopy.files(folder)));
    }
    checkWritable(changes);
    return changes;
  }

  /// The folder of a runtime's binary, where nobody else needs it.
  private Optional<Path> ownFolder(Descriptor descriptor, List<Descriptor> others) {
    Path plugins = provider.plugins().folder();
    return descriptor
        .runtimePath()
        .filter(
            binary -> binary.startsWith(plugins) && plugins.relativize(binary).getNameCount() > 1)
        .map(binary -> plugins.resolve(plugins.relativize(binary).getName(0)))
        .filter(Files::isDirectory)
        .filter(folder ->
            others.stream()
                .noneMatch(other ->
                    other.supervisorPath().startsWith(folder)
                        || other
                            .runtimePath()
                            .filter(path -> path.startsWith(folder))
                            .isPresent()));
  }

  /// The operator's own file, once it is changed for the first time, is kept for good.
  private void addPresets(List<Change> changes, String after) throws MalformedFileException {
    Path file = provider.presets();
    Path backup = file.resolveSibling(file.getFileName() + ".bak");
    List<Change> change = new ArrayList<>();
    add(change, file, after);
    if (!change.isEmpty() && Files.exists(file) && !Files.exists(backup)) {
      changes.add(new Change.Backup(backup, text(file)));
    }
    changes.addAll(change);
  }

  private static void add(List<Change> changes, Path file, String after)
      throws MalformedFileException {
    String before = Files.exists(file) ? text(file) : "";
    if (!before.equals(after)) {
      changes.add(new Change.Text(file, before, after));
    }
  }

  private static String text(Path file) throws MalformedFileException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new MalformedFileException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Makes changes, in their order, after what interrupted ones have left is cleared away. The
  /// presets as they were before the first change stay beside them, with `.bak` behind their name.
  ///
  /// @throws MalformedFileException where something cannot be written, or was changed by somebody
  ///   meanwhile; what was made before that stays
  public void make(List<Change> changes) throws MalformedFileException {
    Path place = provider.plugins().folder();
    try {
      AtomicChange.removeLeftovers(provider.plugins().folder());
      AtomicChange.removeLeftovers(provider.data());
      for (Change change : changes) {
        place = change.path();
        switch (change) {
          case Change.Text text -> make(text);
          case Change.Backup backup -> AtomicChange.text(backup.path(), backup.text());
          case Change.Folder folder -> AtomicChange.folder(folder.path(), folder.source());
          case Change.FolderRemoved gone -> AtomicChange.removeFolder(gone.path());
        }
      }
    } catch (IOException e) {
      throw new MalformedFileException(place + " cannot be changed: " + SystemReason.of(e), e);
    }
  }

  private static void make(Change.Text change) throws IOException, MalformedFileException {
    Path file = change.path();
    if (!(Files.exists(file) ? Files.readString(file) : "").equals(change.before())) {
      throw new MalformedFileException(
          file + " was changed by somebody else just now, and is left alone; please try again");
    }
    if (change.after().isEmpty()) {
      AtomicChange.remove(file);
    } else {
      AtomicChange.text(file, change.after());
    }
  }
}
