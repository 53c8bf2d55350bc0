package network.golem.runtime.packager;

import java.util.List;

/// Starts Java for packaging, without the Java options in the environment: some print to the output
/// that is read here, and some keep Java from starting.
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
