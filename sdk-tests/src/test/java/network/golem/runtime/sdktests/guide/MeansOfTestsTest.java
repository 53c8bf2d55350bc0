package network.golem.runtime.sdktests.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import network.golem.runtime.testkit.Desk;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// The code in the guide's table of means for tests.
@RuntimeTest(value = Resizer.class, config = "largest: 5")
class MeansOfTestsTest {
  @Test
  void files(RuntimeSession session) {
    byte[] picture = "picture".getBytes(StandardCharsets.UTF_8);
    session.upload(picture, "/golem/input/a.png");
    session.upload("to be\n", "/golem/input/text");
    assertThat(session.run("convert", "/golem/input/a.png", "/golem/output/a.png"))
        .succeeded()
        .hasCounter("golem.usage.program-cpu_sec", 0.5, within(0.5));
    assertThat(session.download("/golem/output/a.png")).isEqualTo(picture);
    assertThat(session.volume("/golem/output")).isDirectoryContaining("glob:**/a.png");
  }

  @Test
  void logs(RuntimeSession session) {
    session.awaitLog("the helper has pid");
  }

  @Test
  void configuration(RuntimeProgram program) {
    assertThat(program.offerTemplate()).hasStdoutContaining("resizer.largest\":5");
  }

  @Test
  void wholeScripts(Desk desk) {
    String script =
        """
        [{"deploy": {}}, {"start": {}},
         {"run": {"entry_point": "sh", "args": ["-c", "cp /etc/hostname vol-golem-input/a.png"]}},
         {"run": {"entry_point": "convert", "args": ["/golem/input/a.png", "/golem/output/a.png"]}},
         {"terminate": {}}]
        """;
    assertThat(desk.play(script)).succeeded().hasCostBetween("0.001", "0.002");
  }
}
