package network.golem.runtime.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.supervisor.model.RuntimeBinary;

/// A runtime that breaks requirements on purpose, one of `conformance/faulty`.
///
/// @param breaks the requirements that it breaks: the first is the fault; the others cannot be met
///   without it
/// @param sentence what it does
record FaultyRuntime(String name, List<String> breaks, String mode, String sentence) {
  static final Path SOURCES = Path.of("faulty").toAbsolutePath();

  /// All of them. Without Python, the tests are skipped with a message; with
  /// `-Dgolem.interop=required` they fail instead.
  static List<FaultyRuntime> all() throws IOException, InterruptedException {
    return listed().lines().map(FaultyRuntime::of).toList();
  }

  private static FaultyRuntime of(String line) {
    List<String> columns = List.of(line.split("\t"));
    return new FaultyRuntime(
        columns.get(0), List.of(columns.get(1).split(", ")), columns.get(2), columns.get(3));
  }

  /// Makes a plugin directory of all of them, and of those without a fault.
  static void build(Path plugins) throws IOException, InterruptedException {
    execute("build", plugins.toString());
  }

  private static String listed() throws IOException, InterruptedException {
    return execute("runtime");
  }

  private static String execute(String script, String... arguments)
      throws IOException, InterruptedException {
    if (!hasPython()) {
      String said = "SKIPPED: the faulty runtimes need python3 on the PATH";
      assertThat(System.getProperty("golem.interop")).as(said).isNotEqualTo("required");
      System.out.println(said);
      abort(said);
    }
    ProcessBuilder builder = new ProcessBuilder(SOURCES.resolve(script).toString());
    builder.command().addAll(Arrays.asList(arguments));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("exit code of %s", builder.command()).isZero();
    return printed;
  }

  private static boolean hasPython() throws IOException, InterruptedException {
    Process looking = new ProcessBuilder("sh", "-c", "command -v python3 >/dev/null").start();
    return looking.waitFor() == 0;
  }

  /// The executable.
  static RuntimeBinary binary(Path plugins, String name) throws Exception {
    return RuntimeBinary.at(directory(plugins, name).resolve(name));
  }

  /// What the checks may ask of it.
  static CheckProfile profile(Path plugins, String name) throws Exception {
    return CheckProfile.read(directory(plugins, name).resolve(CheckProfile.FILE_NAME));
  }

  private static Path directory(Path plugins, String name) {
    return plugins.resolve("ya-runtime-" + name);
  }

  /// Whether a check is about the fault.
  boolean isBroken(CheckDescription check) {
    return check.requirementIds().contains(breaks.getFirst());
  }

  /// Whether a check may fail because of the fault.
  boolean explains(CheckDescription check) {
    return check.requirementIds().stream().anyMatch(breaks::contains);
  }

  @Override
  public String toString() {
    return name + " (" + String.join(", ", breaks) + ")";
  }
}
