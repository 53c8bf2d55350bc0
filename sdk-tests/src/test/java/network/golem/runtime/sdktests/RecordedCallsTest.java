package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import network.golem.runtime.sdk.GolemRuntime;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Recorded calls of runtimes on the reference's SDK, made to equivalent runtimes of ours. If the
/// answer differs, [RecordedDifference] has the reason.
class RecordedCallsTest {
  @TempDir Path home;

  /// A call, and the reference's answer.
  record Recorded(
      String name,
      List<String> argv,
      Map<String, String> env,
      Map<String, String> files,
      int exitCode,
      String stdout) {
    @Override
    public String toString() {
      return name;
    }

    Supplier<GolemRuntime> runtime() {
      return switch (name.substring(0, name.indexOf('-'))) {
        case "be" -> RecordedRuntimes.Bench::new;
        case "cm" -> RecordedRuntimes.OneShot::new;
        case "env" -> RecordedRuntimes.Named::new;
        case "ex" -> RecordedRuntimes.Example::new;
        default -> throw new IllegalStateException("nobody knows what was called in " + name);
      };
    }
  }

  record Answer(int exitCode, String stdout, String stderr) {}

  static List<Recorded> calls() throws IOException {
    try (InputStream in = RecordedCallsTest.class.getResourceAsStream("recorded-calls.json")) {
      return JsonMapper.shared().readValue(in, new TypeReference<List<Recorded>>() {});
    }
  }

  private Answer answer(Recorded call) throws IOException {
    for (Map.Entry<String, String> file : call.files().entrySet()) {
      Path path = home.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Path workdir = Files.createDirectories(home.resolve("workdir"));
    Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
    call.env()
        .forEach((name, value) -> environment.put(name, value.replace("$HOME", home.toString())));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        GolemRuntime.execute(
            call.runtime(),
            call.argv().stream()
                .map(word -> word.replaceFirst("^(--workdir=|-w)?workdir$", "$1" + workdir))
                .toArray(String[]::new),
            environment,
            InputStream.nullInputStream(),
            out,
            err);
    return new Answer(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// Whether both answers are the same for a caller. The content of a help message may differ.
  private static boolean isSame(Recorded call, Answer answer) {
    if (call.exitCode() != answer.exitCode()) {
      return false;
    }
    if (call.stdout().contains("USAGE:")) {
      return answer.stdout().contains("Usage:");
    }
    boolean json = call.stdout().startsWith("{") && answer.stdout().startsWith("{");
    return json
        ? JsonMapper.shared()
            .readTree(call.stdout())
            .equals(JsonMapper.shared().readTree(answer.stdout()))
        : call.stdout().strip().equals(answer.stdout().strip());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void answerIsTheSameOrDiffersForAReason(Recorded call) throws IOException {
    Answer answer = answer(call);
    Optional<RecordedDifference> difference = RecordedDifference.of(call.name());
    assertThat(isSame(call, answer)).as("%s", answer).isEqualTo(difference.isEmpty());
    if (difference.isPresent()) {
      assertThat(answer.exitCode()).as("%s", answer).isEqualTo(difference.get().exitCode());
    }
    assertThat(answer.stderr()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonIsDocumented(RecordedDifference difference) throws IOException {
    assertThat(Files.readString(Path.of("../docs/reference-comparison.md")).replaceAll("\\s+", " "))
        .contains(difference.reason());
  }
}
