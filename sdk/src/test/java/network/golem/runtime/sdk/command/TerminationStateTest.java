package network.golem.runtime.sdk.command;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.sdk.Transitions;
import network.golem.runtime.sdk.command.Termination.State;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The states of a command's end, as the package's documentation shows them.
class TerminationStateTest {
  private static final Map<State, Set<State>> NEXT =
      Map.of(
          State.WAITING, EnumSet.of(State.RUNNING, State.SILENCED),
          State.RUNNING, EnumSet.of(State.ENDING, State.SILENCED, State.LEFT),
          State.ENDING, EnumSet.of(State.SILENCED, State.LEFT),
          State.LEFT, EnumSet.of(State.OVER),
          State.SILENCED, EnumSet.of(State.OVER),
          State.OVER, EnumSet.noneOf(State.class));

  @ParameterizedTest
  @EnumSource
  void onlyDefinedTransitionsAreAllowed(State from) {
    Transitions.assertOnly(from, NEXT.getOrDefault(from, Set.of()), State::to, "a command");
  }
}
