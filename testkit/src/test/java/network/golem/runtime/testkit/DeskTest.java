package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A requestor's script as a test.
@RuntimeTest(value = Greeter.class, args = "--greeting=Hey")
@Timeout(60)
class DeskTest {
  private static final String GREET =
      """
      [{"deploy": {}}, {"start": {}},
       {"run": {"entry_point": "greet", "args": ["Ada", "Alan"]}},
       {"run": {"entry_point": "%s", "args": []}},
       {"terminate": {}}]
      """;

  @TempDir Path directory;

  @Test
  void playsAScript(Desk desk) throws Exception {
    Path script = Files.writeString(directory.resolve("script.json"), GREET.formatted("greet"));

    Play play = desk.play(script);

    assertThat(play)
        .succeeded()
        .hasUsage("golem.usage.greetings", 2)
        .hasUsage("golem.usage.duration_sec", 30, within(29.99))
        .hasCost("0.002")
        .hasCostBetween("0.001", "0.003");
    assertThat(play.warnings()).singleElement().asString().contains("reported the state greeted");
    assertThat(play.commands()).hasSize(5);
    assertThat(play.command(2)).succeeded().hasStdout("Hey, Ada!\nHey, Alan!\n");
    assertThat(play.command(2).what()).isEqualTo("run greet Ada Alan");
    assertThat(play.reported("golem.usage.greetings")).isEqualTo(2);
    assertThat(play.workdir()).isDirectory();
  }

  @Test
  void aRefusedCommandEndsThePlay(Desk desk) {
    Play play = desk.play(GREET.formatted("dance"));

    assertThat(play).failed();
    assertThat(play.commands()).hasSize(4);
    assertThat(play.command(3))
        .failedWith(-1)
        .wasRefusedWith("no program dance")
        .hasMessage(
            "Runtime error: Error { code: NotFound, message: \"no program dance\", context:"
                + " {\"program\": \"dance\"} }");
    assertThatThrownBy(() -> assertThat(play).succeeded())
        .hasMessageContaining("Expected the play to succeed, but\nthe play failed:\n")
        .hasMessageContaining("run dance failed with code -1 after ")
        .hasMessageContaining("runtime: no program dance (NotFound, program: dance)");
    assertThatThrownBy(() -> assertThat(play).hasCost("1"))
        .hasMessageContaining("Expected a cost of 1 GLM, but\n");
    assertThatThrownBy(() -> play.command(4))
        .hasMessageContaining("Expected command 4 to be executed, but\n");
    assertThatThrownBy(() -> play.usage("golem.usage.greeting"))
        .hasMessageContaining("nothing is counted under the name golem.usage.greeting, only [");
  }

  @Test
  void aTimeLimitShowsWhereTheCommandIs(Desk desk) {
    Play play = desk.withTimeout(Duration.ofSeconds(4)).play(GREET.formatted("wait"));

    assertThat(play).failed();
    assertThat(play.command(3).toString())
        .contains("time limit of 4 s exceeded", "thread command (TIMED_WAITING)", "Greeter.run(");
  }

  @Test
  void agreementsPricesAreBilled(Desk desk) throws Exception {
    Path agreement =
        Files.writeString(
            directory.resolve("agreement.json"),
            """
            {"agreementId": "x", "offer": {"properties": {"golem.inf": {},
              "golem.com.usage.vector": ["golem.usage.greetings"],
              "golem.com.pricing.model": "linear",
              "golem.com.pricing.model.linear.coeffs": [2, 0.5]}}}
            """);

    assertThat(desk.withAgreement(agreement).play(GREET.formatted("greet")))
        .succeeded()
        .hasCost("4.5");
  }

  @Test
  void whatIsNoScript(Desk desk) {
    assertThatThrownBy(() -> desk.play("[{\"dance\": {}}]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dance");
  }
}
