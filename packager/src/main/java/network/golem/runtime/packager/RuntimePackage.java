package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A runtime as it is in a provider's plugin directory: the descriptor `ya-runtime-<name>.json` and
/// the directory `ya-runtime-<name>` with launcher, jars and preset; linked, with its own Java and
/// start-up caches too. Both are installed by copying them with their times.
///
/// @param files a directory that is copied into the runtime's, as [PackagedFiles#DIRECTORY]
/// @param compression of the archive that is written beside a directory with its own Java
/// @param directory the plugin directory; a previous one is replaced
/// @param warnings receives what the author may have overlooked, in a sentence
/// @param notes receives information for the user, line by line
/// @param steps receives what is done, before each step
record RuntimePackage(
    String mainClass,
    ClassPath classPath,
    RuntimeJava java,
    Optional<Path> files,
    Compression compression,
    Path directory,
    Consumer<String> warnings,
    Consumer<String> notes,
    Consumer<String> steps) {
  static final String PREFIX = "ya-runtime-";
  private static final double MEGA = 1e6;

  /// @return the runtime's name
  String write() throws IOException, PackagingException, InterruptedException {
    Output.checkReplaceable(directory, RuntimePackage::isPackaged);
    java.check();
    if (java.linked()) {
      compression.check();
    }
    try (StagedDirectory staged = StagedDirectory.of(directory)) {
      steps.accept("writing the descriptor");
      DescriptorProgram.Described described =
          new DescriptorProgram(java, classPath).write(mainClass, staged.path());
      String name = described.name();
      Path runtime = staged.path().resolve(PREFIX + name);
      if (!Files.isDirectory(runtime)) {
        throw new PackagingException(
            "the SDK among the jars of " + mainClass + " created no directory " + PREFIX + name);
      }
      if (described.unversioned()) {
        warnings.accept(
            "the runtime "
                + name
                + " has no version, so it is offered as 0.0.0-dev; set one in @RuntimeDef of "
                + mainClass
                + ", such as version = \"1.0.0\"");
      }
      steps.accept("copying the jars");
      List<String> jars = classPath.copyTo(runtime.resolve("lib"), java.linked());
      boolean calls = CallsLibrary.copy(classPath, runtime.resolve("lib"));
      if (files.isPresent()) {
        PackagedFiles.copy(files.get(), runtime);
      }
      List<String> options = java.all(described.jvmOptions());
      if (java.linked()) {
        link(runtime, jars, options, calls, staged.path().resolve("training"));
      }
      new Launcher(
              java.linked() ? Launcher.Kind.LINKED_RUNTIME : Launcher.Kind.RUNTIME,
              name,
              java.home(),
              jars,
              options,
              mainClass,
              new PhaseReading(described.options()))
          .write(runtime);
      publish(name, staged);
      return name;
    }
  }

  /// Publishes the directory and its archive. Earlier archives are removed.
  private void publish(String name, StagedDirectory staged)
      throws IOException, PackagingException, InterruptedException {
    if (!java.linked()) {
      staged.publish();
      removeArchives(name);
      return;
    }
    steps.accept("writing the archive");
    Path file = archive(name, compression);
    try (Archive archive = Archive.of(file, compression)) {
      archive.pack(staged.path());
      staged.publish();
      removeArchives(name);
      archive.publish();
    }
    notes.accept("archive " + file + " " + size(file));
  }

  private Path archive(String name, Compression of) {
    return directory.resolveSibling(PREFIX + name + of.suffix());
  }

  private void removeArchives(String name) throws IOException {
    for (Compression each : Compression.values()) {
      Files.deleteIfExists(archive(name, each));
    }
  }

  private void link(
      Path runtime, List<String> jars, List<String> options, boolean calls, Path workdir)
      throws IOException, PackagingException, InterruptedException {
    Set<String> modules = new TreeSet<>(JdkModules.of(classPath.jars()));
    modules.addAll(java.modules());
    Path linked = runtime.resolve("java");
    steps.accept("linking the runtime's own Java");
    new LinkedJava(modules).link(linked);
    Path lib = runtime.resolve("lib");
    List<Path> copies = jars.stream().map(lib::resolve).toList();
    steps.accept("training the start-up caches");
    SdkProgram sdk = new SdkProgram(java, new ClassPath(copies));
    Path runs = runtime.resolveSibling("training.runs");
    if (java.training().isPresent()) {
      String script = java.training().get().toString();
      List<String> words = new ArrayList<>(List.of(script));
      java.trainingPackage().ifPresent(file -> words.add(file.toString()));
      Files.writeString(
          runs,
          sdk.run(
              SdkProgram.SCRIPT,
              "cannot read the training script " + script,
              runtime,
              words.toArray(String[]::new)));
    }
    Optional<Path> script = java.training().map(file -> runs);
    // beside its script, a runtime finds what it needs for its start
    Optional<Path> directory = java.training().map(file -> file.toAbsolutePath().getParent());
    Training training =
        new Training(sdk, linked, options, mainClass, script, calls, directory, workdir);
    training.make(lib.resolve(Launcher.PHASES_CACHE), lib.resolve(Launcher.CACHE)).forEach(notes);
    Files.deleteIfExists(runs);
    notes.accept(
        "java "
            + size(linked)
            + " ("
            + String.join(", ", modules)
            + "), start-up caches "
            + size(lib.resolve(Launcher.PHASES_CACHE))
            + " and "
            + size(lib.resolve(Launcher.CACHE))
            + ", all "
            + size(runtime));
  }

  private static String size(Path path) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    return Math.round(bytes / MEGA * 10) / 10.0 + " MB";
  }

  /// Whether an entry of a plugin directory was created by packaging; others are not replaced.
  private static boolean isPackaged(Path entry) {
    String name = String.valueOf(entry.getFileName());
    String runtime = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    return runtime.startsWith(PREFIX)
        && Files.exists(entry.resolveSibling(runtime).resolve("preset.json"));
  }
}
