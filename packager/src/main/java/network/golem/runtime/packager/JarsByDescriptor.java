package network.golem.runtime.packager;

import java.util.List;
import java.util.stream.Collectors;

/// The name of the directory `lib` in the class path of a process that has a start-up cache: a
/// descriptor of that process. So the class path is the same wherever a runtime is installed. If it
/// differed from the one that the cache was trained with, Java would ask the system for the real
/// path of a jar, directory by directory, for each class in the cache: a fifth of the start.
///
/// Once it has been started, the SDK puts the real directory back into `java.class.path`.
final class JarsByDescriptor {
  static final String DESCRIPTOR = "5";
  static final String DIRECTORY = "/proc/self/fd/" + DESCRIPTOR;

  private JarsByDescriptor() {}

  /// The class path.
  ///
  /// @param jars the names of jars in the directory
  static String classPath(List<String> jars) {
    return jars.stream().map(jar -> DIRECTORY + "/" + jar).collect(Collectors.joining(":"));
  }

  /// What a shell adds to a command.
  ///
  /// @param directory a word for the shell
  static String redirection(String directory) {
    return DESCRIPTOR + "<" + directory;
  }
}
