package network.golem.runtime.packager;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The launcher of a program that has not been packaged: its classes stay where a build has put
/// them, and `lib` links to them. The script is the same that packaging writes, so a test that uses
/// it tests the shipped launcher.
///
/// @param name the script's name
/// @param javaHome the Java that it starts, unless `JAVA_HOME` names another one of that version
/// @param classPath jars and directories of classes, in the order in which classes are looked for
public record ClassPathLauncher(
    String name, Path javaHome, List<Path> classPath, String mainClass) {

  public ClassPathLauncher {
    classPath = List.copyOf(classPath);
  }

  /// Writes the launcher of a runtime, which keeps standard input and output for the protocol.
  ///
  /// @param directory gets `bin/<name>`; that of an earlier call is replaced
  /// @param sdkOptions the options for Java that the SDK prints for the runtime
  /// @param authorOptions the author's options for Java
  /// @return the script
  public Path writeRuntime(Path directory, List<String> sdkOptions, List<String> authorOptions)
      throws IOException {
    RuntimeJava java =
        new RuntimeJava(
            javaHome, false, authorOptions, Set.of(), Optional.empty(), Optional.empty());
    return write(directory, Launcher.Kind.RUNTIME, java.all(sdkOptions));
  }

  /// Writes the launcher of a program for people, such as `golem-runtime`.
  ///
  /// @param directory gets `bin/<name>`; that of an earlier call is replaced
  /// @return the script
  public Path writeTool(Path directory) throws IOException {
    return write(directory, Launcher.Kind.TOOL, ToolPackage.JVM_OPTIONS);
  }

  private Path write(Path directory, Launcher.Kind kind, List<String> jvmOptions)
      throws IOException {
    Path lib = Files.createDirectories(directory.resolve("lib")).toRealPath();
    List<String> names = new ArrayList<>();
    for (Path entry : classPath) {
      names.add(lib.relativize(entry.toRealPath()).toString());
    }
    if (kind == Launcher.Kind.RUNTIME) {
      CallsLibrary.copy(new ClassPath(classPath), lib);
    }
    new Launcher(kind, name, javaHome, names, jvmOptions, mainClass).write(directory);
    return directory.resolve("bin").resolve(name);
  }
}
