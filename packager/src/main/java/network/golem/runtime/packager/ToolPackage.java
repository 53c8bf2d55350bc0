package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// A program for people: `bin/<name>` and `lib`.
///
/// @param folder made anew: `bin` and `lib` of an earlier build are replaced
record ToolPackage(String name, String mainClass, ClassPath classPath, Path javaHome, Path folder) {
  private static final Set<String> OWN = Set.of("bin", "lib");

  void write() throws IOException, PackagingException {
    Output.checkReplaceable(folder, entry -> OWN.contains(String.valueOf(entry.getFileName())));
    try (StagedFolder staged = StagedFolder.of(folder)) {
      List<String> jars = classPath.copyTo(staged.path().resolve("lib"), false);
      new Launcher(Launcher.Kind.TOOL, name, javaHome, jars, List.of(), mainClass)
          .write(staged.path());
      staged.publish();
    }
  }
}
