package network.golem.runtime.sdk.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTextTest {
  @Test
  void isWhatTheJdkMakesOfIt() {
    Random random = new Random(20);
    for (int i = 0; i < 10_000; i++) {
      Instant time = Instant.ofEpochMilli(random.nextLong(0, 4_000_000_000_000L));
      assertThat(TimeText.ofLine(time)).isEqualTo(time.toString());
      Instant whole = time.truncatedTo(ChronoUnit.HOURS);
      assertThat(TimeText.ofLine(whole.plusNanos(999_999))).isEqualTo(whole.toString());
    }
    assertThat(TimeText.ofFile(Instant.parse("2026-02-03T04:05:00.007Z")))
        .isEqualTo("2026-02-03_04-05-00");
  }
}
