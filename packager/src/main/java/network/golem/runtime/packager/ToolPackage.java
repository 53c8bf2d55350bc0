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
      write(Launcher.Kind.TOOL, staged.path());
      staged.publish();
    }
  }

  /// Writes an archive instead, for machines without Java: a directory `<name>` with `bin`, `lib`,
  /// and a Java of its own in `java`.
  ///
  /// @return `<name>.tar.gz` in the directory
  Path writeArchive() throws IOException, PackagingException, InterruptedException {
    Compression.GZIP.check();
    Path file = directory.resolve(name + Compression.GZIP.suffix());
    Output.checkReplaceable(directory, file::equals);
    try (StagedDirectory staged = StagedDirectory.of(directory);
        StagedDirectory packed = StagedDirectory.of(directory.resolveSibling(name + ".packed"));
        Archive archive = Archive.of(staged.path().resolve(file.getFileName()), Compression.GZIP)) {
      Path tool = packed.path().resolve(name);
      write(Launcher.Kind.LINKED_TOOL, tool);
      new LinkedJava(JdkModules.of(classPath.jars())).link(tool.resolve("java"));
      archive.pack(packed.path());
      archive.publish();
      staged.publish();
    }
    return file;
  }

  private void write(Launcher.Kind kind, Path to) throws IOException {
    List<String> jars = classPath.copyTo(to.resolve("lib"), false);
    new Launcher(kind, name, javaHome, jars, JVM_OPTIONS, mainClass).write(to);
  }
}
