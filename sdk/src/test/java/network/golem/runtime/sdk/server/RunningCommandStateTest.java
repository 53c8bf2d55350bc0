package network.golem.runtime.sdk.server;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.sdk.Transitions;
import network.golem.runtime.sdk.server.RunningCommand.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the supervisor knows about a command, as the package's documentation shows it.
class RunningCommandStateTest {
  private static final Map<State, Set<State>> NEXT =
      Map.of(
          State.UNANSWERED, EnumSet.of(State.ACCEPTED, State.REFUSED),
          State.ACCEPTED, EnumSet.of(State.ENDED),
          State.REFUSED, EnumSet.noneOf(State.class),
          State.ENDED, EnumSet.noneOf(State.class));

  @ParameterizedTest
  @EnumSource
  void onlyDefinedTransitionsAreAllowed(State from) {
    Transitions.assertOnly(from, NEXT.getOrDefault(from, Set.of()), State::to, "a command");
  }
}
