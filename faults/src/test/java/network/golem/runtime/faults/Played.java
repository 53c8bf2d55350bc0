package network.golem.runtime.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.testruntimes.ShellRuntime;

/// The result of a script that `golem-runtime run` has played, in a process of its own.
///
/// @param code its exit code
/// @param err what it printed to standard error; what it printed to standard output is in a file
record Played(int code, Path out, String err) {
  private static final long PATIENCE_SECONDS = 60;

  /// A one-shot runtime with one volume, `/v`, which executes shell commands.
  ///
  /// @param deploy additional shell commands for `deploy`
  static Path shell(Path directory, String deploy) throws IOException {
    return ShellRuntime.write(
        directory.resolve("runtime"),
        """
        case $phase in
          deploy) echo '{"valid": {"Ok": ""}, "vols": [{"name": "v", "path": "/v"}]}'; %s ;;
          run) shift 3; eval "$@" ;;
        esac
        """
            .formatted(deploy));
  }

  /// Plays `deploy`, `start` and these commands, which must end within a minute.
  ///
  /// @param java options for its Java
  /// @param options options of the command, including the runtime
  static Played play(Path directory, List<String> java, List<String> options, String... commands)
      throws IOException, InterruptedException {
    Path script = directory.resolve("script.json");
    Files.writeString(
        script, "[{\"deploy\": {}}, {\"start\": {}}, " + String.join(", ", commands) + "]");
    List<String> words = new ArrayList<>(List.of(Packaged.tool().toString(), "run"));
    words.addAll(options);
    words.add(script.toString());
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8"); // the signs that are looked for
    builder
        .environment()
        .put(
            "GOLEM_RUNTIME_TOOL_JAVA_OPTIONS",
            "-Djava.io.tmpdir=" + directory + " " + String.join(" ", java));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("it ends within a minute")
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Played(process.exitValue(), out, Files.readString(err, UTF_8));
  }

  /// Asserts that the play has failed, and that the message is understandable without knowing the
  /// code.
  void assertFailedWithAReason() throws IOException {
    assertThat(code).as(err).isEqualTo(1);
    assertThat(err).doesNotContain("\tat ", "Exception", "unknown way");
    try (var lines = Files.lines(out, UTF_8)) {
      assertThat(
              lines.filter(line -> line.startsWith("  ✗ ")).count()
                  + err.lines().filter(line -> line.startsWith("failure: ")).count())
          .as("sentences that say why")
          .isPositive();
    }
  }
}
