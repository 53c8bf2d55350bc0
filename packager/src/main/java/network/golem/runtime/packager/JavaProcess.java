package network.golem.runtime.packager;

import java.util.List;

/// A Java that packaging starts. Options that the environment has for any Java are not meant for
/// it: they print into what is read here, and some keep it from starting.
final class JavaProcess {
  private static final List<String> FOR_ANY_JAVA =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private JavaProcess() {}

  static ProcessBuilder of(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().removeAll(FOR_ANY_JAVA);
    return builder;
  }
}
