package network.golem.runtime.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the time for stopping is divided.
class StopTimesTest {

  /// Time passes during a test.
  private static final Offset<Long> ALMOST = within(inNanos(100));

  private static long inNanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private static StopTimes of(double seconds) {
    return StopTimes.beginning(System.nanoTime(), seconds);
  }

  @Test
  void hardEndIsOneSecondAfterTheDeadline() {
    StopTimes times = StopTimes.beginning(1_000, 3);
    assertThat(times.deadline()).isEqualTo(1_000 + inNanos(3_000));
    assertThat(times.hardEnd()).isEqualTo(1_000 + inNanos(4_000));
  }

  @ParameterizedTest
  @CsvSource({"3, false, 600", "30, false, 600", "1, false, 200", "3, true, 1700", "1, true, 600"})
  void commandsGetMoreIfTheyExecutePrograms(double seconds, boolean programs, long expected) {
    assertThat(of(seconds).forCommands(programs)).isCloseTo(inNanos(expected), ALMOST);
  }

  @Test
  void joinsSamplesAndBackgroundTasksGetATenthEach() {
    StopTimes times = of(1);
    assertThat(times.forJoins().toNanos()).isCloseTo(inNanos(100), ALMOST);
    assertThat(times.forSamples().toNanos()).isCloseTo(inNanos(100), ALMOST);
    assertThat(times.forBackground().toNanos()).isCloseTo(inNanos(100), ALMOST);
  }

  @Test
  void joinsSamplesAndBackgroundTasksHaveUpperLimits() {
    StopTimes times = of(60);
    assertThat(times.forJoins()).isEqualTo(Duration.ofMillis(200));
    assertThat(times.forSamples()).isEqualTo(Duration.ofMillis(300));
    assertThat(times.forBackground()).isEqualTo(Duration.ofMillis(200));
  }

  @ParameterizedTest
  @CsvSource({"3, false, 2800", "3, true, 1700", "1, true, 300"})
  void stopGetsTheRestExceptForChildrenAndTick(double seconds, boolean tick, long expected) {
    assertThat(of(seconds).forStop(tick)).isCloseTo(inNanos(expected), ALMOST);
  }

  @ParameterizedTest
  @CsvSource({"3, false, 1200", "3, true, 1200", "1, false, 800", "1, true, 200", "0.2, true, 100"})
  void childrenGetTheRestExceptForTheTick(double seconds, boolean tick, long expected) {
    assertThat(of(seconds).forChildren(tick).toNanos()).isCloseTo(inNanos(expected), ALMOST);
  }

  @Test
  void tickWaitCountsFromTheLastChangeOfACounter() {
    StopTimes times = of(3);
    assertThat(times.untilTick(OptionalLong.empty())).isZero();
    assertThat(times.untilTick(OptionalLong.of(System.nanoTime() - inNanos(1_100)))).isZero();
    assertThat(times.untilTick(OptionalLong.of(System.nanoTime() - inNanos(600))))
        .isCloseTo(inNanos(500), ALMOST);
  }

  @Test
  void tickWaitEndsAtTheDeadline() {
    assertThat(of(0.3).untilTick(OptionalLong.of(System.nanoTime())))
        .isCloseTo(inNanos(300), ALMOST);
  }

  @Test
  void awaitedLastFramesHaveUntilTheHardEnd() {
    StopTimes times = of(3);
    assertThat(times.forLastFrames(true)).isEqualTo(times.hardEnd());
    assertThat(times.forLastFrames(false) - System.nanoTime()).isCloseTo(inNanos(500), ALMOST);
    StopTimes shorter = of(0.2);
    assertThat(shorter.forLastFrames(false)).isEqualTo(shorter.deadline());
  }

  @Test
  void nothingIsLeftAfterTheDeadline() {
    StopTimes times = StopTimes.beginning(System.nanoTime() - inNanos(10_000), 3);
    assertThat(times.forJoins()).isZero();
    assertThat(times.forSamples()).isZero();
    assertThat(times.forCommands(true)).isZero();
    assertThat(times.forBackground()).isZero();
    assertThat(times.forStop(true)).isZero();
    assertThat(times.forChildren(true)).isZero();
    assertThat(times.untilTick(OptionalLong.of(System.nanoTime()))).isZero();
  }

  /// Each step takes all the time that it gets.
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1, 3, 30})
  void allStepsTogetherEndBeforeTheDeadline(double seconds) {
    long taken = 0;
    taken += after(taken, seconds).forJoins().toNanos();
    taken += after(taken, seconds).forSamples().toNanos();
    taken += after(taken, seconds).forCommands(true);
    taken += after(taken, seconds).forBackground().toNanos();
    taken += after(taken, seconds).forStop(true);
    taken += after(taken, seconds).forChildren(true).toNanos();
    taken += after(taken, seconds).forSamples().toNanos();
    taken += after(taken, seconds).untilTick(OptionalLong.of(System.nanoTime()));
    assertThat(taken).isLessThanOrEqualTo((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
  }

  @Test
  void everyStepGetsSomeOfThreeSecondsWhateverEarlierStepsTake() {
    long taken = inNanos(200 + 280 + 1_512 + 100); // joins, samples, commands, background tasks
    assertThat(after(taken, 3).forStop(true)).isPositive();
    assertThat(after(taken, 3).forChildren(true)).isPositive();
  }

  private static StopTimes after(long taken, double seconds) {
    return StopTimes.beginning(System.nanoTime() - taken, seconds);
  }
}
