package network.golem.runtime.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.sdk.server.LifeCycle.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The states of a runtime, and their transitions.
class LifeCycleTest {
  private static final Map<Phase, List<Phase>> WAYS =
      Map.of(
          Phase.STARTING, List.of(),
          Phase.SERVING, List.of(Phase.SERVING),
          Phase.FAILED, List.of(Phase.FAILED),
          Phase.QUIET, List.of(Phase.SERVING, Phase.QUIET),
          Phase.ENDING, List.of(Phase.SERVING, Phase.QUIET, Phase.ENDING));

  private static final Map<Phase, Set<Phase>> NEXT =
      Map.of(
          Phase.STARTING, EnumSet.of(Phase.SERVING, Phase.FAILED, Phase.QUIET, Phase.ENDING),
          Phase.SERVING, EnumSet.of(Phase.FAILED, Phase.QUIET, Phase.ENDING),
          Phase.FAILED, EnumSet.of(Phase.ENDING),
          Phase.QUIET, EnumSet.of(Phase.ENDING),
          Phase.ENDING, EnumSet.noneOf(Phase.class));

  private static LifeCycle in(Phase phase) {
    LifeCycle lifeCycle = new LifeCycle();
    for (Phase next : WAYS.getOrDefault(phase, List.of())) {
      assertThat(lifeCycle.go(next, next + " it is")).isTrue();
    }
    return lifeCycle;
  }

  @ParameterizedTest
  @EnumSource
  void onlyDefinedTransitionsAreAllowed(Phase from) {
    for (Phase to : Phase.values()) {
      LifeCycle lifeCycle = in(from);
      boolean may = NEXT.getOrDefault(from, Set.of()).contains(to);
      String before = lifeCycle.reason();
      assertThat(lifeCycle.go(to, "onwards")).isEqualTo(may);
      assertThat(lifeCycle.phase()).isEqualTo(may ? to : from);
      assertThat(lifeCycle.reason()).isEqualTo(may ? "onwards" : before);
    }
  }

  @Test
  void startsInStarting() {
    assertThat(new LifeCycle().phase()).isEqualTo(Phase.STARTING);
  }
}
