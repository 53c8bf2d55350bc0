package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A runtime as a provider's plugin directory holds it: the descriptor `ya-runtime-<name>.json` and
/// the folder `ya-runtime-<name>` with launcher, jars and preset; linked, with a Java of its own
/// and a start-up cache too. Installing is copying both, with times kept.
///
/// @param jvmOptions the author's, for Java
/// @param folder the plugin directory, made anew: runtimes of an earlier build are removed
/// @param notes told what is worth knowing, a line each
record RuntimePackage(
    String mainClass,
    ClassPath classPath,
    Path javaHome,
    boolean linked,
    List<String> jvmOptions,
    Path folder,
    Consumer<String> notes) {
  private static final String PREFIX = "ya-runtime-";
  private static final double MEGA = 1e6;

  /// @return the runtime's name
  String write() throws IOException, PackagingException, InterruptedException {
    Output.checkReplaceable(folder, RuntimePackage::isPackaged);
    try (StagedFolder staged = StagedFolder.of(folder)) {
      DescriptorProgram.Described described =
          new DescriptorProgram(javaHome, classPath).write(mainClass, staged.path());
      String name = described.name();
      Path runtime = staged.path().resolve(PREFIX + name);
      if (!Files.isDirectory(runtime)) {
        throw new PackagingException(
            "the SDK among the jars of " + mainClass + " made no folder " + PREFIX + name);
      }
      List<String> jars = classPath.copyTo(runtime.resolve("lib"), linked);
      List<String> options = new ArrayList<>(described.jvmOptions());
      options.addAll(jvmOptions);
      if (linked) {
        link(runtime, jars, options);
      }
      new Launcher(
              linked ? Launcher.Kind.LINKED_RUNTIME : Launcher.Kind.RUNTIME,
              name,
              javaHome,
              jars,
              options,
              mainClass)
          .write(runtime);
      if (linked) {
        pack(name, staged.path());
      }
      staged.publish();
      return name;
    }
  }

  private void link(Path runtime, List<String> jars, List<String> options)
      throws IOException, PackagingException, InterruptedException {
    Set<String> modules = JdkModules.of(classPath.jars());
    Path java = runtime.resolve("java");
    new LinkedJava(modules).link(java);
    Path cache = runtime.resolve("lib").resolve(Launcher.CACHE);
    List<String> all = new ArrayList<>(Launcher.OPTIONS);
    all.addAll(options);
    List<Path> copies = jars.stream().map(jar -> runtime.resolve("lib").resolve(jar)).toList();
    new Training(java, all, new ClassPath(copies).text(), mainClass).make(cache).forEach(notes);
    notes.accept(
        "java "
            + size(java)
            + " ("
            + String.join(", ", modules)
            + "), start-up cache "
            + size(cache)
            + ", all "
            + size(runtime));
  }

  private void pack(String name, Path staged)
      throws IOException, PackagingException, InterruptedException {
    Path archive = folder.resolveSibling(PREFIX + name + ".tar.gz");
    new Archive(archive).pack(staged);
    notes.accept("archive " + archive + " " + size(archive));
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

  /// Whether something in a plugin directory is what this makes: somebody else's is not replaced.
  private static boolean isPackaged(Path entry) {
    String name = String.valueOf(entry.getFileName());
    String runtime = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    return runtime.startsWith(PREFIX)
        && Files.exists(entry.resolveSibling(runtime).resolve("preset.json"));
  }
}
