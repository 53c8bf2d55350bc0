package network.golem.runtime.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import java.util.function.BinaryOperator;

/// Holds a state's transitions against what is drawn of them.
public final class Transitions {
  private Transitions() {}

  /// Goes to each state of its type: to those that may follow, and to the others in vain.
  ///
  /// @param transition of the type
  /// @param subject what does not become another state, as the refusal says it
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
