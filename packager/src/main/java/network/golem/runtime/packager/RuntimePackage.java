package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A runtime as a provider's plugin directory holds it: the descriptor `ya-runtime-<name>.json` and
/// the folder `ya-runtime-<name>` with launcher, jars and preset. Installing is copying both.
///
/// @param folder the plugin directory, made anew: runtimes of an earlier build are removed
record RuntimePackage(String mainClass, ClassPath classPath, Path javaHome, Path folder) {
  private static final String PREFIX = "ya-runtime-";

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
      List<String> jars = classPath.copyTo(runtime.resolve("lib"));
      new Launcher(Launcher.Kind.RUNTIME, name, javaHome, jars, described.jvmOptions(), mainClass)
          .write(runtime);
      staged.publish();
      return name;
    }
  }

  /// Whether something in a plugin directory is what this makes: somebody else's is not replaced.
  private static boolean isPackaged(Path entry) {
    String name = String.valueOf(entry.getFileName());
    String runtime = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    return runtime.startsWith(PREFIX)
        && Files.exists(entry.resolveSibling(runtime).resolve("preset.json"));
  }
}
