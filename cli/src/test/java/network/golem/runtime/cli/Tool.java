package network.golem.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.packager.ClassPathLauncher;
import network.golem.runtime.testruntimes.ShellRuntime;

/// The command as a process, in a directory of its own.
final class Tool implements AutoCloseable {
  private static final ClassPathLauncher LAUNCHER =
      new ClassPathLauncher(
          "golem-runtime",
          Path.of(System.getProperty("java.home")),
          Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
              .map(Path::of)
              .toList(),
          GolemRuntimeCommand.class.getName());

  private final Path directory;
  private final Path launcher;
  private final List<Process> started = new ArrayList<>();

  Tool(Path directory) throws IOException {
    this.directory = directory;
    this.launcher = LAUNCHER.writeTool(directory.resolve(".golem-runtime"));
  }

  /// How a call ended.
  record Result(int code, String out, String err) {}

  Process start(String... words) throws IOException {
    return start(Map.of(), line(words));
  }

  private Process start(Map<String, String> environment, List<String> line) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().keySet().removeAll(List.of("COLUMNS", "NO_COLOR"));
    builder.environment().put("TERM", "xterm");
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("GOLEM_RUNTIME_TOOL_JAVA_OPTIONS", "-Djava.io.tmpdir=" + directory);
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /// Runs it on a terminal, which is provided by the program `script`.
  String onATerminal(String... words) throws IOException, InterruptedException {
    return answering("", words);
  }

  /// The same, with more variables in its environment.
  String onATerminal(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    return answering(environment, "", words);
  }

  /// The same, if these lines are typed there.
  String answering(String answers, String... words) throws IOException, InterruptedException {
    return answering(Map.of(), answers, words);
  }

  private String answering(Map<String, String> environment, String answers, String... words)
      throws IOException, InterruptedException {
    Process process = startOnATerminal(environment, words);
    try (Writer keyboard = process.outputWriter(UTF_8)) {
      keyboard.write(answers);
    }
    return result(process).out();
  }

  /// Starts it on a terminal, whose screen is the process's standard output.
  Process startOnATerminal(Map<String, String> environment, String... words) throws IOException {
    return start(environment, List.of("script", "-qec", quoted(words), "/dev/null"));
  }

  /// Runs a shell script that calls it as `TOOL`.
  Result inAShell(String script) throws IOException, InterruptedException {
    return result(start(Map.of(), List.of("sh", "-c", script.replace("TOOL", quoted()))));
  }

  private String quoted(String... words) {
    return line(words).stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  private List<String> line(String... words) {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(words));
    return line;
  }

  /// Ends the processes that a failed test has left behind.
  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
  }

  /// The command in this process, in its current directory.
  static Result here(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        GolemRuntimeCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Result(code, out.toString(), err.toString());
  }

  Result call(String... words) throws IOException, InterruptedException {
    return result(start(words));
  }

  /// With more variables in its environment.
  Result call(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    return result(start(environment, line(words)));
  }

  /// Reads the screen of a process until it shows this.
  static void awaitShown(Process process, String wanted) throws IOException {
    StringBuilder shown = new StringBuilder();
    Reader screen = process.inputReader();
    while (shown.indexOf(wanted) < 0) {
      int next = screen.read();
      assertThat(next).as("%s is not in %s", wanted, shown).isNotNegative();
      shown.append((char) next);
    }
  }

  /// The temporary workdirs that its plays have left.
  List<Path> workdirs() throws IOException {
    Path all = directory.resolve("golem-runtime-" + System.getProperty("user.name"));
    if (!Files.exists(all)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(all)) {
      return paths.sorted().toList();
    }
  }

  /// Reads its further output, and its exit code.
  Result result(Process process) throws InterruptedException {
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    String out = text(process.getInputStream());
    return new Result(process.waitFor(), out, err.join());
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A packaged one-shot runtime `name` in `target/plugins`, see [ShellRuntime].
  void packaged(String name, String script) throws IOException {
    Path plugins = directory.resolve("target/plugins");
    Path binary =
        Files.createDirectories(plugins.resolve("ya-runtime-" + name + "/bin")).resolve(name);
    ShellRuntime.write(binary, script);
    Files.writeString(
        plugins.resolve("ya-runtime-" + name + ".json"),
        """
        [{"name": "%1$s", "version": "1.2.3", "description": "Tests", "supervisor-path": "exe-unit",
          "runtime-path": "ya-runtime-%1$s/bin/%1$s", "extra-args": ["--runtime-managed-image"]}]
        """
            .formatted(name));
    Files.writeString(
        plugins.resolve("ya-runtime-" + name + "/preset.json"),
        """
        {"name": "%1$s", "exeunit-name": "%1$s", "initial-price": 0.5,
         "usage-coeffs": {"golem.usage.duration_sec": 0}}
        """
            .formatted(name));
  }

  /// Writes `script.json`: deploy, start, and a run of `work` with this argument.
  void script(String word) throws IOException {
    Files.writeString(
        directory.resolve("script.json"),
        """
        [{"deploy": {}}, {"start": {}}, {"run": {"entry_point": "work", "args": ["%s"]}}]
        """
            .formatted(word));
  }
}
