package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How a launcher redirects standard input and output.
class StandardStreamsTest {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final String SHELLS = "network.golem.runtime.packager.Shells#all";

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource(SHELLS)
  void requestsAndFramesUseSeparateDescriptors(List<String> shell) throws Exception {
    assertThat(run(shell, "request", Map.of(), "echo")).isEqualTo(new Finished(0, "request", ""));
  }

  @Test
  void printedOutputGoesToStandardErrorAndInputIsEmpty() throws Exception {
    assertThat(run(List.of("sh"), "request", Map.of(), "print"))
        .isEqualTo(new Finished(0, "nothing to read", "printed\n"));
  }

  @Test
  void childWithInheritedStreamsCannotReachTheProtocol() throws Exception {
    Finished finished = run(List.of("sh"), "request", Map.of(), "child");

    assertThat(finished.out()).isEqualTo("child ended with 0, then came: r");
    assertThat(finished.err().lines().map(String::strip)).containsExactly("said by a child", "0");
  }

  @Test
  void messagesOfTheJvmGoToStandardError() throws Exception {
    Finished finished =
        run(List.of("sh"), "", Map.of("GOLEM_RUNTIME_JAVA_OPTIONS", "-Xlog:gc+init"), "words", "x");

    assertThat(finished.out()).isEqualTo("x");
    assertThat(finished.err()).contains("[gc,init]");
  }

  @Test
  void launcherPassesItsParentsPid() throws Exception {
    assertThat(run(List.of(), "", Map.of(), "property", "golem.runtime.parent").out())
        .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
  }

  @ParameterizedTest
  @MethodSource(SHELLS)
  void closedInputIsEmpty(List<String> shell) throws Exception {
    Path program = runtime();

    assertThat(redirected(shell, program, "echo", "<&-")).isEqualTo(new Finished(0, "", ""));
    assertThat(redirected(shell, program, "print", ">&-"))
        .isEqualTo(new Finished(0, "", "printed\n"));
    assertThat(redirected(shell, program, "print", "2>&-"))
        .isEqualTo(new Finished(0, "nothing to read", ""));
    assertThat(redirected(shell, program, "echo", "<&- >&- 2>&-"))
        .isEqualTo(new Finished(0, "", ""));
  }

  @Test
  void toolKeepsStandardStreams() throws Exception {
    Path program = write(Launcher.Kind.TOOL);

    assertThat(Finished.run("typed", List.of(program.toString(), "echo"), Map.of()))
        .isEqualTo(new Finished(0, "typed", ""));
    assertThat(Finished.run("typed", List.of(program.toString(), "print"), Map.of()))
        .isEqualTo(new Finished(0, "printed\nsomething to read", ""));
  }

  private Finished run(
      List<String> shell, String input, Map<String, String> environment, String... words)
      throws Exception {
    List<String> line = new ArrayList<>(shell);
    line.add(runtime().toString());
    line.addAll(List.of(words));
    return Finished.run(input, line, environment);
  }

  private static Finished redirected(
      List<String> shell, Path program, String word, String redirections) throws Exception {
    return Finished.run(
        List.of(
            "sh",
            "-c",
            "exec %s \"$0\" %s %s".formatted(String.join(" ", shell), word, redirections),
            program.toString()));
  }

  private Path runtime() throws IOException {
    return write(Launcher.Kind.RUNTIME);
  }

  private Path write(Launcher.Kind kind) throws IOException {
    Jars.ofProbe(directory.resolve("lib/probe.jar"));
    new Launcher(kind, "probe", JAVA_HOME, List.of("probe.jar"), List.of(), Probe.class.getName())
        .write(directory);
    return directory.resolve("bin/probe");
  }
}
