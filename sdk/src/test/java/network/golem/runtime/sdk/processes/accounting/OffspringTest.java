package network.golem.runtime.sdk.processes.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import network.golem.runtime.sdk.processes.table.InheritedFlag;
import network.golem.runtime.sdk.processes.table.Mark;
import org.junit.jupiter.api.Test;

/// Which children of this process are programs, and what they have used.
class OffspringTest {
  private final Offspring offspring = new Offspring(Mark.make(), InheritedFlag.NONE);

  @Test
  void aProgramIsItsOwnersUntilItHasBeenWaitedFor() {
    offspring.started(1234, "command-1.");
    offspring.started(1235, "command-2.");
    assertThat(offspring.of("command-1."::equals)).containsExactly(1234L);
    assertThat(offspring.isRunning()).isTrue();
    Exit exit = new Exit(3, Duration.ofMillis(20));
    assertThat(offspring.reap(1234, "command-1.", () -> exit)).isEqualTo(exit);
    assertThat(offspring.of(_ -> true)).containsExactly(1235L);
    offspring.ended(1235, "command-2.");
    assertThat(offspring.isRunning()).isFalse();
  }

  /// Something else in this process has waited for it, so its number may be another process's.
  @Test
  void aProgramWhoseEndIsLostIsNobodysAnyMore() {
    offspring.started(1234, "command-1.");
    IllegalStateException lost = new IllegalStateException("the exit code is lost");
    assertThatThrownBy(() ->
            offspring.reap(
                1234,
                "command-1.",
                () -> {
                  throw lost;
                }))
        .isSameAs(lost);
    assertThat(offspring.isRunning()).isFalse();
    assertThat(offspring.of(_ -> true)).isEmpty();
  }

  /// The number of a program that was waited for a while ago has been given to another.
  @Test
  void theEndOfAProgramDoesNotConcernAnotherOwnersOfTheSameNumber() {
    offspring.started(1234, "command-2.");
    offspring.ended(1234, "command-1.");
    assertThat(offspring.of("command-2."::equals)).containsExactly(1234L);
  }

  /// Waiting for the other one would block all accounting until it ends.
  @Test
  void theNumberOfAnotherOwnersProgramIsNotWaitedFor() {
    offspring.started(1234, "command-2.");
    assertThatThrownBy(() ->
            offspring.reap(
                1234,
                "command-1.",
                () -> {
                  throw new AssertionError("it has waited for another program");
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the exit code of process 1234 is lost");
    assertThat(offspring.of("command-2."::equals)).containsExactly(1234L);
  }

  @Test
  void whatProgramsHaveUsedNeverFalls() {
    offspring.started(1, "command-1.");
    Exit exit = new Exit(0, Duration.ofSeconds(2));
    offspring.ended(1, "command-1.");
    offspring.started(1234, "command-2.");
    assertThat(offspring.reap(1234, "command-2.", () -> exit)).isEqualTo(exit);
    assertThat(offspring.cpu()).isEqualTo(Duration.ofSeconds(2));
    assertThat(offspring.cpu()).isEqualTo(Duration.ofSeconds(2));
  }
}
