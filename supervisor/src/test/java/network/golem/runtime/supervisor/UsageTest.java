package network.golem.runtime.supervisor;

import static network.golem.runtime.supervisor.Desk.DEPLOY;
import static network.golem.runtime.supervisor.Desk.START;
import static network.golem.runtime.supervisor.Desk.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an activity uses and costs, and what is wrong with a runtime's counters.
@Timeout(20)
class UsageTest {
  private static final String COUNTERS =
      """
      {"golem.usage.duration_sec": {"name": "duration", "description": "", "price": true},
       "my.greetings": {"name": "greetings", "description": "", "price": true},
       "my.free": {"name": "free", "description": "", "price": false}}
      """;
  private static final String PRESET =
      """
      {"name": "test", "exeunit-name": "test", "pricing-model": "linear", "initial-price": 0.05,
       "usage-coeffs": {"golem.usage.duration_sec": 1e-4, "my.greetings": 0.1, "my.free": 5,
                        "golem.usage.cpu_sec": 7}}
      """;

  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void rogue() throws Exception {
    desk = Desk.ofRogue(folder);
    desk.describe(COUNTERS, PRESET);
  }

  private Map<String, Usage.Line> lines() {
    return desk.usage().lines().stream()
        .collect(Collectors.toMap(Usage.Line::property, Function.identity()));
  }

  @Test
  void whatIsUsedIsPaidExactly() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("count", "my.greetings", "2.1", "my.greetings", "3.3")))
        .isTrue();

    assertThat(lines())
        .containsOnlyKeys(
            "golem.usage.duration_sec",
            "golem.usage.cpu_sec",
            "golem.usage.gib",
            "golem.usage.storage_gib",
            "my.greetings",
            "my.free");
    Usage.Line greetings = lines().get("my.greetings");
    assertThat(greetings.amount()).isEqualByComparingTo("3.3");
    assertThat(greetings.cost()).as("no binary fraction").isEqualTo(new BigDecimal("0.33"));
    assertThat(lines().get("my.free").price()).isZero();
    Usage.Line duration = lines().get("golem.usage.duration_sec");
    assertThat(duration.amount()).isPositive();
    assertThat(duration.price()).isEqualByComparingTo("0.0001");
    Usage.Line cpu = lines().get("golem.usage.cpu_sec");
    assertThat(cpu.price()).as("not in the descriptor").isZero();
    assertThat(desk.usage().cost())
        .isEqualByComparingTo(new BigDecimal("0.38").add(duration.cost()));
    assertThat(desk.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          my.greetings 2 my.greetings 1 my.greetings 0 | the counter my.greetings went down from 2.0 to 1.0, which lowers what is paid
          my.greetings -1                              | the counter my.greetings went down from 0.0 to -1.0, which lowers what is paid
          my.greetings NaN my.greetings NaN            | the counter my.greetings became NaN, of which a node can compute no cost; ignored
          my.greetings Infinity                        | the counter my.greetings became Infinity, of which a node can compute no cost; ignored
          my.other 1 my.other 2                        | the counter my.other is not in the descriptor, so a node ignores it
          golem.usage.cpu_sec 100                      | golem.usage.cpu_sec is counted by the supervisor itself, so the runtime's value is ignored
          """)
  void whatIsWrongWithACounter(String counts, String warning) throws Exception {
    assertThat(desk.play(DEPLOY, START, run("count", counts.split(" ")))).isTrue();

    assertThat(desk.warnings()).containsExactly(warning);
    assertThat(lines().get("golem.usage.cpu_sec").amount()).isLessThan(BigDecimal.valueOf(100));
  }
}
