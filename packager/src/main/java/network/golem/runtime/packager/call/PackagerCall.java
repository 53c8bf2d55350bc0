package network.golem.runtime.packager.call;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A call of the packager.
///
/// @param jdk the JDK 25 that runs it
/// @param jar the packager's
/// @param words its arguments
public record PackagerCall(Path jdk, Path jar, List<String> words) {
  /// The beginning of the first line that says why packaging has failed. That line is on standard
  /// error, and so are those after it.
  public static final String COMPLAINT = "packager: ";

  /// The beginning of a line, on standard error, about what the author may have overlooked.
  public static final String WARNING = "warning: ";

  /// The beginning of a line that says what the packager is doing now, see [#withSteps()].
  public static final String STEP = "step: ";

  private static final String MAIN = "network.golem.runtime.packager.Main";

  /// The variables that any Java takes options from, Maven's included.
  private static final List<String> FOR_ANY_JAVA =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  public PackagerCall {
    words = List.copyOf(words);
  }

  /// The same call, which also prints what it is doing.
  public PackagerCall withSteps() {
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of("--steps", "yes"));
    return new PackagerCall(jdk, jar, more);
  }

  /// Its command line.
  public List<String> line() {
    List<String> line =
        new ArrayList<>(
            List.of(
                jdk.resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jar.toString(),
                MAIN));
    line.addAll(words);
    return line;
  }

  /// The process, not started yet.
  public ProcessBuilder process() {
    ProcessBuilder builder = new ProcessBuilder(line());
    builder.environment().keySet().removeAll(FOR_ANY_JAVA);
    return builder;
  }
}
