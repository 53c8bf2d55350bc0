package network.golem.runtime.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.packager.ClassPathLauncher;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.ExeResult;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.model.Usage;
import network.golem.runtime.supervisor.process.ProcessTable;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import network.golem.runtime.testruntimes.ShellRuntime;

/// A runtime in a directory of its own, scripts that are played against it, and the events of the
/// plays.
final class Desk {
  static final String DEPLOY = "{\"deploy\": {}}";
  static final String START = "{\"start\": {}}";
  static final String TERMINATE = "{\"terminate\": {}}";

  final Path folder;
  final Path workdir;
  private final Path binary;
  private final List<PlayEvent> events = new CopyOnWriteArrayList<>();
  private PlayOptions options;
  private Consumer<PlayEvent> whenHeard = event -> {};

  private Desk(Path folder, String script) throws IOException {
    this.folder = folder;
    this.workdir = Files.createDirectory(folder.resolve("workdir"));
    this.options =
        PlayOptions.in(workdir)
            .withFiles(new PlayOptions.FileAccess(Optional.empty(), folder.resolve("cache"), false))
            .withResults(true);
    this.binary =
        Files.createDirectories(folder.resolve("ya-runtime-test/bin")).resolve("test-runtime");
    ShellRuntime.write(binary, script);
  }

  /// A runtime whose phases are executed by a shell script, see [ShellRuntime].
  static Desk ofShell(Path folder, String script) throws IOException {
    return new Desk(folder, script);
  }

  /// A runtime in server mode that misbehaves; see [Rogue].
  static Desk ofRogue(Path folder) throws IOException {
    Path rogue =
        new ClassPathLauncher(
                "rogue",
                Path.of(System.getProperty("java.home")),
                RuntimeLauncher.classPath(Rogue.class),
                Rogue.class.getName())
            .writeTool(folder.resolve("rogue"));
    return ofShell(
        folder,
        """
        if [ "$phase" = deploy ]; then
          echo '{"startMode": "blocking", "valid": {"Ok": ""}}'
          exit
        fi
        exec '%s' "$@"
        """
            .formatted(rogue));
  }

  /// `{"run": …}` with this entry point and these arguments.
  static String run(String entryPoint, String... args) {
    return "{\"run\": {\"entry_point\": \"" + entryPoint + "\", \"args\": " + list(args) + "}}";
  }

  static String start(String... args) {
    return "{\"start\": {\"args\": " + list(args) + "}}";
  }

  private static String list(String... words) {
    return Stream.of(words)
        .map(word -> "\"" + word + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// Sets the offer that the runtime prints.
  void offer(String properties) throws IOException {
    Files.writeString(
        folder.resolve("ya-runtime-test/offer.json"),
        "{\"constraints\": \"\", \"properties\": " + properties + "}");
  }

  /// Writes a descriptor beside the runtime, and a preset into its directory.
  void describe(String counters, String preset) throws IOException {
    Files.writeString(
        folder.resolve("ya-runtime-test.json"),
        """
        [{"name": "test", "version": "1.0.0", "supervisor-path": "exe-unit",
          "runtime-path": "ya-runtime-test/bin/test-runtime",
          "extra-args": ["--runtime-managed-image"], "config": {"counters": %s}}]
        """
            .formatted(counters));
    Files.writeString(folder.resolve("ya-runtime-test/preset.json"), preset);
  }

  void limit(Duration each) {
    options = options.withTimeout(Optional.of(each));
  }

  /// Changes how scripts are played.
  void change(UnaryOperator<PlayOptions> change) {
    options = change.apply(options);
  }

  /// Sets a callback for each event, on the thread that reports it.
  void whenHeard(Consumer<PlayEvent> listener) {
    whenHeard = listener;
  }

  ScriptPlayer player(String... runtimeArgs) throws ProviderException {
    return new ScriptPlayer(
        RuntimeBinary.at(binary), options.withRuntimeArgs(List.of(runtimeArgs)), this::hear);
  }

  /// A separate activity with the terms of `agreement`.
  SupervisedActivity activity(Agreement agreement) throws ProviderException {
    return new SupervisedActivity(RuntimeBinary.at(binary), options, agreement, this::hear);
  }

  private void hear(PlayEvent event) {
    events.add(event);
    whenHeard.accept(event);
  }

  ExeScript script(String... commands) throws IOException, ProviderException {
    return ExeScript.read(
        Files.writeString(
            folder.resolve("exescript.json"), "[" + String.join(", ", commands) + "]"));
  }

  /// Plays these commands.
  ///
  /// @return whether the play succeeded
  boolean play(String... commands) throws Exception {
    return player().play(script(commands));
  }

  /// How each command ended: its name, and in case of failure the code, the message, and the
  /// explanation after a slash.
  List<String> results() {
    return heard(PlayEvent.CommandEnded.class)
        .map(end ->
            heard(PlayEvent.CommandBegan.class)
                    .filter(begin -> begin.position().equals(end.position()))
                    .findFirst()
                    .orElseThrow()
                    .command()
                    .name()
                + end.result()
                    .message()
                    .map(message ->
                        " " + end.result().code() + ": " + message + beneath(end.result()))
                    .orElse(""))
        .toList();
  }

  private static String beneath(ExeResult result) {
    return result.explanation().isEmpty() ? "" : " / " + result.explanation();
  }

  ExeResult result(int index) {
    return heard(PlayEvent.CommandEnded.class)
        .filter(end -> end.position().index() == index)
        .findFirst()
        .orElseThrow()
        .result();
  }

  /// How the last command ended.
  String result() {
    return results().getLast();
  }

  String stdout(int index) {
    return output(index, false);
  }

  String stderr(int index) {
    return output(index, true);
  }

  private String output(int index, boolean stderr) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    heard(PlayEvent.Output.class)
        .filter(output -> output.position().index() == index && output.stderr() == stderr)
        .forEach(output -> bytes.writeBytes(output.bytes().toByteArray()));
    return bytes.toString(UTF_8);
  }

  List<String> warnings() {
    return heard(PlayEvent.Warning.class).map(PlayEvent.Warning::sentence).toList();
  }

  Usage usage() {
    return heard(PlayEvent.Ended.class).findFirst().orElseThrow().usage();
  }

  <T extends PlayEvent> Stream<T> heard(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }

  /// Asserts that the runtime whose pid is in this file in its workdir is gone, with all of its
  /// descendants.
  void assertNobodyLeft(String file) throws IOException {
    long pid = Long.parseLong(Files.readString(workdir.resolve(file)).strip());
    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(ProcessTable.ofSession(pid)).isEmpty();
  }
}
