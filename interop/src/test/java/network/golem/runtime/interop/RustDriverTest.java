package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The published Rust client talks to packaged examples.
class RustDriverTest {
  @TempDir Path workdir;

  @Test
  void thousandHellosAreAnswered() throws Exception {
    JsonNode report = drive("greeter", "hello", "1000");

    assertThat(report.at("/hello/n").asInt()).isEqualTo(1000);
    assertThat(report.at("/runtime_version").asString()).isEqualTo("1.0.0");
    assertThat(report.at("/late_events").asInt(-1)).isZero();
    assertCleanEnd(report);
  }

  @Test
  void sequentialCommandsEndOnceWithZero() throws Exception {
    JsonNode report = drive("greeter", "latency", "300", "greet", "Ada");

    assertEndedWithZero(report, 300);
    assertCleanEnd(report);
  }

  @Test
  void thousandConcurrentCommandsEndOnceWithZero() throws Exception {
    JsonNode report = drive("greeter", "concurrent", "1000", "greet");

    assertEndedWithZero(report, 1000);
    assertCleanEnd(report);
  }

  @Test
  void programsEndOnceWithZero() throws Exception {
    JsonNode report = drive("shell", "concurrent", "100", "true");

    assertEndedWithZero(report, 100);
    assertCleanEnd(report);
  }

  @Test
  void programOutputAndExitCodeArrive() throws Exception {
    JsonNode report = drive("shell", "run", "sh", "-c", "echo out; echo err >&2; exit 3");

    assertThat(report.at("/code").asInt()).as("%s", report).isEqualTo(3);
    assertThat(report.at("/stdout").asString()).isEqualTo("out\n");
    assertThat(report.at("/stderr").asString()).isEqualTo("err\n");
    assertCleanEnd(report);
  }

  private static void assertEndedWithZero(JsonNode report, int commands) {
    assertThat(report.at("/codes/0").asInt()).as("codes in %s", report).isEqualTo(commands);
    assertThat(report.at("/codes").size()).as("codes in %s", report).isEqualTo(1);
    assertThat(report.at("/ends").asInt(-1)).as("ends in %s", report).isEqualTo(commands);
    assertThat(report.at("/late_events").asInt(-1)).as("late events in %s", report).isZero();
    assertThat(report.at("/unknown_pid_events").asInt(-1)).as("strays in %s", report).isZero();
  }

  private static void assertCleanEnd(JsonNode report) {
    assertThat(report.at("/shutdown").asString()).as("shutdown in %s", report).isEqualTo("ok");
  }

  private JsonNode drive(String example, String... mode) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(RustPeers.driver().toString());
    line.addAll(List.of(mode));
    line.addAll(
        List.of("--", Examples.runtime(example).toString(), "--workdir", workdir.toString()));
    line.add("start");
    return JsonMapper.shared().readTree(RustPeers.run(line));
  }
}
