package network.golem.runtime.sdk.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The time between the signal that begins the end and SIGKILL.
class ProgramGraceTest {
  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void programsHave1200MillisecondsWhenTheRuntimeEnds() {
    assertThat(ProgramGrace.AT_SHUTDOWN_NANOS).isEqualTo(nanos(1200));
    assertThat(ProgramGrace.ofCommand(ProgramGrace.AT_SHUTDOWN_NANOS)).isEqualTo(nanos(1700));
  }

  @Test
  void programsHaveTwoSecondsWhenTheirCommandIsKilled() {
    assertThat(ProgramGrace.within(ProgramGrace.ofCommand(ProgramGrace.AFTER_SIGNAL_NANOS)))
        .isEqualTo(nanos(2000));
  }

  @ParameterizedTest
  @CsvSource({"1700, 1200", "2500, 2000", "1250, 750", "1000, 600", "500, 300", "0, 0"})
  void whatIsLeftForTheLastOutputIsTwoFifthsAtMost(long command, long programs) {
    assertThat(ProgramGrace.within(nanos(command))).isEqualTo(nanos(programs));
  }
}
