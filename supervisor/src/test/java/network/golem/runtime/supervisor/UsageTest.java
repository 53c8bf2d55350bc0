package network.golem.runtime.supervisor;

import static network.golem.runtime.supervisor.Desk.DEPLOY;
import static network.golem.runtime.supervisor.Desk.START;
import static network.golem.runtime.supervisor.Desk.TERMINATE;
import static network.golem.runtime.supervisor.Desk.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.Usage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The usage and the cost of an activity, and warnings about a runtime's counters.
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
  void usageIsBilledExactly() throws Exception {
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
    assertThat(cpu.price()).as("in the supervisor's offer").isEqualByComparingTo("7");
    assertThat(desk.usage().cost())
        .isEqualByComparingTo(new BigDecimal("0.38").add(duration.cost()).add(cpu.cost()));
    assertThat(desk.warnings()).isEmpty();
  }

  /// The initial price is the last coefficient; the preset does not count.
  @Test
  void agreementsPricesAreBilled() throws Exception {
    agree("[\"my.greetings\", \"golem.usage.gib\"]", "[0.004, 0.002, 0.001]");
    assertThat(desk.play(DEPLOY, START, run("count", "my.greetings", "3"))).isTrue();

    assertThat(lines().get("my.greetings").cost()).isEqualTo(new BigDecimal("0.0120"));
    assertThat(lines().get("golem.usage.duration_sec").price()).as("not agreed upon").isZero();
    assertThat(desk.usage().initialPrice()).isEqualByComparingTo("0.001");
    assertThat(desk.usage().cost())
        .isEqualByComparingTo(new BigDecimal("0.013").add(lines().get("golem.usage.gib").cost()));
    assertThat(desk.warnings()).isEmpty();
  }

  @Test
  void misspeltCounterOfTheAgreementIsNamed() throws Exception {
    agree("[\"my.greeting\", \"golem.usage.gib\"]", "[0.004, 0.002, 0.001]");
    assertThat(desk.play(DEPLOY, START, run("count", "my.greetings", "3"))).isTrue();

    assertThat(desk.warnings())
        .containsExactly(
            "the agreement's usage vector names my.greeting, which the runtime's descriptor does"
                + " not, so it will stay 0; did you mean 'my.greetings'?",
            "the counter my.greetings is not in the agreement's usage vector, so a node ignores"
                + " it");
  }

  @Test
  void withoutAgreedPricesNothingIsBilled() throws Exception {
    agree("[\"my.greetings\"]", "[0.004]");
    assertThat(desk.play(DEPLOY, START, run("count", "my.greetings", "3"))).isTrue();

    assertThat(desk.usage().cost()).isZero();
    assertThat(desk.warnings()).singleElement().asString().contains("must have 2 prices");
  }

  private void agree(String vector, String coeffs) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("agreement.json"),
            """
            {"agreementId": "x", "offer": {"properties": {"golem.inf": {},
              "golem.com.usage.vector": %s, "golem.com.pricing.model": "linear",
              "golem.com.pricing.model.linear.coeffs": %s}}}
            """
                .formatted(vector, coeffs));
    Agreement agreement = Agreement.read(file);
    desk.change(options -> options.withAgreement(Optional.of(agreement)));
  }

  /// As on a node, a second `deploy` starts the runtime again in the same activity.
  @Test
  void lastValueIsBilledEvenIfItFallsAfterARedeploy() throws Exception {
    assertThat(
            desk.play(
                DEPLOY,
                START,
                run("count", "my.greetings", "3"),
                TERMINATE,
                DEPLOY,
                START,
                run("count", "my.greetings", "1")))
        .isTrue();

    assertThat(lines().get("my.greetings").reported()).contains(new BigDecimal("1.0"));
    assertThat(lines().get("my.greetings").cost()).isEqualByComparingTo("0.1");
    assertThat(desk.warnings())
        .containsExactly(
            "the counter my.greetings went down from 3.0 to 1.0, which lowers what is paid");
  }

  /// A reaped process counts to the microsecond, with all processes that it has reaped; a living
  /// one counts in whole seconds.
  @Test
  void processorTimeIsReportedOnceTheRuntimeHasEnded() throws Exception {
    assertThat(desk.play(DEPLOY, START)).isTrue();
    Usage.Line alive = lines().get("golem.usage.cpu_sec");
    assertThat(alive.amount()).as("a Java's start").isGreaterThan(new BigDecimal("0.02"));
    assertThat(alive.reported().orElseThrow())
        .as("deploy, and no more")
        .isPositive()
        .isLessThan(alive.amount().divide(BigDecimal.TWO));

    Files.createDirectory(folder.resolve("terminated"));
    desk = Desk.ofRogue(folder.resolve("terminated"));
    assertThat(desk.play(DEPLOY, START, TERMINATE)).isTrue();
    Usage.Line ended = lines().get("golem.usage.cpu_sec");
    BigDecimal reported = ended.reported().orElseThrow();
    assertThat(reported).isEqualByComparingTo(ended.amount());
    assertThat(reported).isGreaterThan(new BigDecimal("0.02"));
  }

  @Test
  void shortCallIsCounted() throws Exception {
    Files.createDirectory(folder.resolve("short"));
    desk =
        Desk.ofShell(
            folder.resolve("short"),
            "[ $phase != run ] || sh -c 'i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done'");
    assertThat(desk.play(DEPLOY, START, run("x"))).isTrue();
    assertThat(lines().get("golem.usage.cpu_sec").reported().orElseThrow())
        .isBetween(new BigDecimal("0.001"), new BigDecimal("5"));
  }

  @Test
  void failedOfferTemplateFailsThePlay() throws Exception {
    desk.offer("{}");
    Files.writeString(
        folder.resolve("ya-runtime-test/bin/test-runtime"),
        Files.readString(folder.resolve("ya-runtime-test/bin/test-runtime"))
            .replaceFirst("\\n", "\ncase \"\\$*\" in *offer-template) exit 3 ;; esac\n"));

    assertThat(desk.play(DEPLOY)).isFalse();
    assertThat(desk.results()).containsExactly("deploy");
    assertThat(desk.warnings())
        .containsExactly(
            "the runtime's offer-template ended with exit code 3, which a supervisor treats as"
                + " an empty template");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          my.greetings 2 my.greetings 1 my.greetings 0 | the counter my.greetings went down from 2.0 to 1.0, which lowers what is paid
          my.greetings -1                              | the counter my.greetings went down from 0.0 to -1.0, which lowers what is paid
          my.greetings NaN my.greetings NaN            | the counter my.greetings became NaN, from which a node cannot compute a cost; ignored
          my.greetings Infinity                        | the counter my.greetings became Infinity, from which a node cannot compute a cost; ignored
          my.other 1 my.other 2                        | the counter my.other is not in the descriptor, so a node ignores it
          golem.usage.cpu_sec 100                      | golem.usage.cpu_sec is counted by the supervisor itself, so the runtime's value is ignored
          """)
  void invalidCountersCauseWarnings(String counts, String warning) throws Exception {
    assertThat(desk.play(DEPLOY, START, run("count", counts.split(" ")))).isTrue();

    assertThat(desk.warnings()).containsExactly(warning);
    assertThat(lines().get("golem.usage.cpu_sec").amount()).isLessThan(BigDecimal.valueOf(100));
  }
}
