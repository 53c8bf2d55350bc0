package network.golem.runtime.supervisor.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Durations, as they are written and as they are printed.
class HumanDurationTest {
  @ParameterizedTest
  @CsvSource({
    "1s, 1s",
    "10min, 10m",
    "1m 30s, 1m 30s",
    "1m30s, 1m 30s",
    "90 s, 1m 30s",
    "1.5s, 1s 500ms",
    "0s, 0s",
    "1500us, 1ms 500us",
    "1ns, 1ns",
    "25h, 1day 1h",
    "2days, 2days",
    "1week, 7days",
    "1y 2M 3w, 1year 2months 21days",
  })
  void durationsAreParsed(String written, String printed) {
    assertThat(HumanDuration.parse(written).map(HumanDuration::format)).contains(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "100", "s", "-1s", "1x", "1s 2", "s1", "99999999999999999999s"})
  void otherStringsAreNotDurations(String written) {
    assertThat(HumanDuration.parse(written)).isEmpty();
  }
}
