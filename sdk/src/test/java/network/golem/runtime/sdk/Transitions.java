package network.golem.runtime.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import java.util.function.BinaryOperator;

/// Checks a state's transitions against the documented diagram.
public final class Transitions {
  private Transitions() {}

  /// Asserts that a state can change to the expected states, and that all other transitions are
  /// refused.
  ///
  /// @param transition the transition method
  /// @param subject the subject in the refusal's message
  public static <S extends Enum<S>> void assertOnly(
      S from, Set<S> next, BinaryOperator<S> transition, String subject) {
    for (S to : from.getDeclaringClass().getEnumConstants()) {
      if (next.contains(to)) {
        assertThat(transition.apply(from, to)).isEqualTo(to);
      } else {
        assertThatIllegalStateException()
            .isThrownBy(() -> transition.apply(from, to))
            .withMessage(subject + " does not become " + to + " after " + from);
      }
    }
  }
}
