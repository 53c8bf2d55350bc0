package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Installs runtimes in a provider's plugin directory, and removes them.
///
/// All changes are planned and checked first, and refused if they would break the provider. Then
/// each file and directory is changed atomically, so that it is either old or new, even after a
/// power failure.
public final class Installation {
  private final ProviderDirectories provider;

  public Installation(ProviderDirectories provider) {
    this.provider = provider;
  }

  /// Executes a runtime's `test`.
  public interface Trial {
    /// No test is executed.
    Trial NONE = _ -> {};

    /// @throws ProviderException if it fails
    void test(Path binary) throws ProviderException, InterruptedException;
  }

  /// The changes that install a runtime; none if it is already installed.
  ///
  /// @param preset the preset's name; empty for none
  public List<Change> install(
      RuntimePackage runtime, Alias alias, Optional<String> preset, Prices prices)
      throws ProviderException {
    Path plugins = provider.plugins().directory();
    provider.plugins().checkExists();
    Path file = plugins.resolve(alias.file(runtime.file()));
    if (!provider.plugins().finds(file)) {
      throw new ProviderException(
          "the provider would not find "
              + file
              + ", because EXE_UNIT_PATH makes it look for "
              + provider.plugins().pattern()
              + " only"
              + PluginDirectory.HINT);
    }
    String text = alias.descriptor(runtime.file());
    Descriptor installed = Descriptor.read(file, text).getFirst();
    Path supervisor = installed.supervisorPath();
    if (!Files.exists(supervisor)) {
      throw new ProviderException(
          "supervisor not found: "
              + supervisor
              + " (the descriptor's 'supervisor-path'); the provider does not start without it. If"
              + " its plugins are elsewhere, use --plugins DIR");
    }
    Path content = plugins.resolve(runtime.content().getFileName());
    new Refusals(provider).checkNeighbours(installed, file, content, preset.isPresent());
    List<Change> changes = new ArrayList<>();
    if (!DirectoryCopy.isSame(runtime.content(), content)) {
      new Refusals(provider).checkPlace(installed.name(), content);
      boolean directory = Files.isDirectory(runtime.content());
      changes.add(
          new Change.Copy(
              content,
              runtime.content(),
              Files.exists(content),
              directory ? DirectoryCopy.fates(content, runtime.content()) : Map.of()));
    }
    add(changes, file, text);
    if (preset.isPresent()) {
      PresetsFile presets = PresetsFile.read(provider.presets());
      String changed = presets.with(preset.get(), installed.name(), runtime.preset(), prices);
      Refusals.checkPriced(
          PresetsFile.preset(provider.presets(), changed, preset.get()), installed);
      addPresets(changes, changed);
    }
    Refusals.checkWritable(changes);
    return changes;
  }

  /// The path of the binary once the runtime is installed.
  public Path binary(RuntimePackage runtime) {
    Path parent = Optional.ofNullable(runtime.content().getParent()).orElse(runtime.content());
    Path binary = runtime.descriptor().runtimePath().orElse(runtime.content());
    return provider.plugins().directory().resolve(parent.relativize(binary));
  }

  static boolean isIn(Path content, Descriptor descriptor) {
    return descriptor.runtimePath().filter(path -> path.startsWith(content)).isPresent();
  }

  /// The changes that uninstall a runtime.
  public List<Change> uninstall(String name) throws ProviderException {
    provider.plugins().checkExists();
    Path file = null;
    Descriptor found = null;
    List<Descriptor> others = new ArrayList<>();
    for (Path each : provider.plugins().descriptorFiles()) {
      List<Descriptor> descriptors = Descriptor.read(each);
      for (Descriptor descriptor : descriptors) {
        if (!descriptor.name().equals(name)) {
          others.add(descriptor);
        } else if (descriptors.size() > 1) {
          throw new ProviderException(
              each + " describes other runtimes besides " + name + "; remove it by hand");
        } else {
          file = each;
          found = descriptor;
        }
      }
    }
    if (file == null || found == null) {
      throw new ProviderException(
          "no runtime "
              + name
              + " in "
              + provider.plugins().directory()
              + (others.isEmpty()
                  ? PluginDirectory.HINT
                  : "; available: "
                      + String.join(", ", others.stream().map(Descriptor::name).toList())));
    }
    List<Change> changes = new ArrayList<>();
    if (Files.exists(provider.presets())) {
      addPresets(changes, PresetsFile.read(provider.presets()).without(name));
    }
    add(changes, file, "");
    Path content = ownContent(found, others).orElse(null);
    if (content != null) {
      boolean directory = Files.isDirectory(content);
      changes.add(
          new Change.Removed(
              content, directory, directory ? DirectoryCopy.files(content) : List.of()));
    }
    Refusals.checkWritable(changes);
    return changes;
  }

  /// The directory of a runtime's binary, or the binary if it has no directory of its own; empty if
  /// another runtime needs it.
  private Optional<Path> ownContent(Descriptor descriptor, List<Descriptor> others) {
    Path plugins = provider.plugins().directory();
    return descriptor
        .runtimePath()
        .filter(binary -> binary.startsWith(plugins) && !binary.equals(plugins))
        .map(binary -> plugins.resolve(plugins.relativize(binary).getName(0)))
        .filter(content -> Files.exists(content, LinkOption.NOFOLLOW_LINKS))
        .filter(content -> !descriptor.supervisorPath().startsWith(content))
        .filter(content ->
            others.stream()
                .noneMatch(
                    other -> other.supervisorPath().startsWith(content) || isIn(content, other)));
  }

  /// Keeps a copy of the operator's file for good when it is changed for the first time.
  private void addPresets(List<Change> changes, String after) throws ProviderException {
    Path file = provider.presets();
    Path backup = file.resolveSibling(file.getFileName() + ".bak");
    List<Change> change = new ArrayList<>();
    add(change, file, after);
    if (!change.isEmpty() && Files.exists(file) && !Files.exists(backup)) {
      changes.add(new Change.Backup(backup, file, text(file)));
    }
    changes.addAll(change);
  }

  private static void add(List<Change> changes, Path file, String after) throws ProviderException {
    String before = Files.exists(file) ? text(file) : "";
    if (!before.equals(after)) {
      changes.add(new Change.Text(file, before, after));
    }
  }

  private static String text(Path file) throws ProviderException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ProviderException("cannot read " + file + ": " + SystemReason.of(e), e);
    }
  }

  /// Makes all of the changes, or none. A copy of the presets before the first change is kept as
  /// `presets.json.bak`.
  ///
  /// @throws ProviderException if a file cannot be written, or was changed by another process in
  ///   the meantime; earlier changes are undone
  public void make(List<Change> changes) throws ProviderException {
    try {
      make(changes, provider.plugins().directory(), Trial.NONE);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing waits here", e);
    }
  }

  /// Makes changes after the runtime's test has succeeded on this machine, with the files that are
  /// installed.
  ///
  /// @param binary the path of the runtime's binary once it is installed
  public void make(List<Change> changes, Path binary, Trial trial)
      throws ProviderException, InterruptedException {
    Path place = provider.plugins().directory();
    Journal journal = Journal.of(provider, changes);
    boolean begun = false;
    try {
      if (changes.stream().noneMatch(Change.Copy.class::isInstance)) {
        trial.test(binary);
      }
      if (journal.isNeeded()) {
        journal.begin();
        begun = true;
      }
      for (Change change : changes) {
        place = change.path();
        make(change, binary, trial);
      }
      if (begun) {
        journal.end();
      }
    } catch (IOException e) {
      undo(journal, begun);
      throw new ProviderException("cannot change " + place + ": " + SystemReason.of(e), e);
    } catch (ProviderException | InterruptedException e) {
      undo(journal, begun);
      throw e;
    }
  }

  private static void make(Change change, Path binary, Trial trial)
      throws IOException, ProviderException, InterruptedException {
    switch (change) {
      case Change.Text text -> {
        if (!text.make()) {
          throw new ProviderException(
              text.path()
                  + " was changed by another process in the meantime, and is left as it is; try"
                  + " again");
        }
      }
      case Change.Backup backup ->
          AtomicChange.textLike(backup.original(), backup.path(), backup.text());
      case Change.Copy copy ->
          AtomicChange.copy(
              copy.path(),
              copy.source(),
              made -> trial.test(made.resolve(copy.path().relativize(binary).toString())));
      case Change.Removed gone -> AtomicChange.removeAll(gone.path());
    }
  }

  private static void undo(Journal journal, boolean begun) throws ProviderException {
    if (begun) {
      try {
        journal.clear();
      } catch (IOException e) {
        throw new ProviderException("cannot undo the change: " + SystemReason.of(e), e);
      }
    }
  }
}
