package network.golem.runtime.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {

  @Test
  void everyMethodGivesAChangedCopy() {
    Offer empty = Offer.of();
    Offer full = empty.property("golem.runtime.x", 1).capability("vpn").constraint("(a=1)");

    assertThat(empty.properties()).isEmpty();
    assertThat(full.properties()).containsEntry("golem.runtime.x", 1);
    assertThat(full.capabilities()).containsExactly("vpn");
  }

  @Test
  void severalConstraintsMustAllHold() {
    assertThat(Offer.of().constraints()).isEmpty();
    assertThat(Offer.of().constraint("(a=1)").constraints()).isEqualTo("(a=1)");
    assertThat(Offer.of().constraint("(a=1)").constraint("(|(b=2)(c>3))").constraints())
        .isEqualTo("(&(a=1)(|(b=2)(c>3)))");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=1", "(a=1", "a=1)", "(a=1)(b=2)", "()", ")a=1("})
  void aMalformedConstraintIsRefused(String filter) {
    assertThatThrownBy(() -> Offer.of().constraint(filter))
        .hasMessage("a constraint is one filter in parentheses like (golem.x=1), not '%s'", filter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a..b", ".a", "a b", "golem.com.usage.vector", "golem.runtime.capabilities"})
  void aPropertyThatIsNotTheAuthorsIsRefused(String name) {
    assertThatThrownBy(() -> Offer.of().property(name, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
