package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// A program for people: `bin/<name>` and `lib`.
///
/// @param directory `bin` and `lib` of an earlier build are replaced
record ToolPackage(
    String name, String mainClass, ClassPath classPath, Path javaHome, Path directory) {
  private static final Set<String> OWN = Set.of("bin", "lib");

  /// Options for a short-lived program.
  static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

  void write() throws IOException, PackagingException {
    Output.checkReplaceable(directory, entry -> OWN.contains(String.valueOf(entry.getFileName())));
    try (StagedDirectory staged = StagedDirectory.of(directory)) {
      List<String> jars = classPath.copyTo(staged.path().resolve("lib"), false);
      new Launcher(Launcher.Kind.TOOL, name, javaHome, jars, JVM_OPTIONS, mainClass)
          .write(staged.path());
      staged.publish();
    }
  }
}
