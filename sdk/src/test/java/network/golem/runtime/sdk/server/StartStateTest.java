package network.golem.runtime.sdk.server;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.sdk.Transitions;
import network.golem.runtime.sdk.server.StartPhase.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The states of `start`, as the package's documentation shows them.
class StartStateTest {
  private static final Map<State, Set<State>> NEXT =
      Map.of(
          State.RUNNING, EnumSet.of(State.ENDING, State.RETURNED, State.FAILED),
          State.ENDING, EnumSet.of(State.RETURNED, State.FAILED),
          State.RETURNED, EnumSet.noneOf(State.class),
          State.FAILED, EnumSet.noneOf(State.class));

  @ParameterizedTest
  @EnumSource
  void onlyDefinedTransitionsAreAllowed(State from) {
    Transitions.assertOnly(from, NEXT.getOrDefault(from, Set.of()), State::to, "start");
  }
}
