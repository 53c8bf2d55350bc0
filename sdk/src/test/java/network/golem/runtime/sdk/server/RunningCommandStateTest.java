package network.golem.runtime.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.sdk.server.RunningCommand.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the supervisor knows of a command, as the package's documentation draws it.
class RunningCommandStateTest {
  private static final Map<State, Set<State>> NEXT =
      Map.of(
          State.UNANSWERED, EnumSet.of(State.ACCEPTED, State.REFUSED),
          State.ACCEPTED, EnumSet.of(State.ENDED),
          State.REFUSED, EnumSet.noneOf(State.class),
          State.ENDED, EnumSet.noneOf(State.class));

  @ParameterizedTest
  @EnumSource
  void goesWhereItMayAndRefusesTheRestAloud(State from) {
    for (State to : State.values()) {
      if (NEXT.getOrDefault(from, Set.of()).contains(to)) {
        assertThat(from.to(to)).isEqualTo(to);
      } else {
        assertThatIllegalStateException()
            .isThrownBy(() -> from.to(to))
            .withMessage("a command does not become " + to + " after " + from);
      }
    }
  }
}
