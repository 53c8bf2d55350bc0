package network.golem.runtime.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import network.golem.runtime.sdk.Offer.Relation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTest {

  @Test
  void everyMethodReturnsAChangedCopy() {
    Offer empty = Offer.of();
    Offer full = empty.property("golem.runtime.x", 1).capability("vpn").constraint("(a=1)");

    assertThat(empty.properties()).isEmpty();
    assertThat(full.properties()).containsEntry("golem.runtime.x", 1);
    assertThat(full.capabilities()).containsExactly("vpn");
  }

  @Test
  void severalConstraintsAreCombined() {
    assertThat(Offer.of().constraints()).isEmpty();
    assertThat(Offer.of().constraint("(a=1)").constraints()).isEqualTo("(a=1)");
    assertThat(Offer.of().constraint("(a=1)").constraint("(|(b=2)(c>3))").constraints())
        .isEqualTo("(&(a=1)(|(b=2)(c>3)))");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=1",
        "(a=1",
        "a=1)",
        "(a=1)(b=2)",
        "()",
        ")a=1(",
        "(a)",
        "(&)",
        "(!a=1)",
        "(=1)",
        "(a=1\\)",
        "(&(a=1)",
        "((a=1))",
        "(a@=1)",
        "(a??=1)",
        "(?=1)",
        "(a?b=1)"
      })
  void malformedConstraintIsRefused(String filter) {
    assertThatThrownBy(() -> Offer.of().constraint(filter))
        .hasMessage(
            "invalid constraint '%s'; expected one filter in parentheses, like (golem.x=1)",
            filter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a?=1)",
        "(a.b@v>=1.5)",
        "(a@d?<2)",
        "(a=1)",
        "(a=*)",
        "(a.b>=1.5)",
        "(!(a=x y))",
        "(&(a=1)(|(b<2)(!(c=3))))"
      })
  void wellFormedFilterIsUnchanged(String filter) {
    assertThat(Offer.of().constraint(filter).constraints()).isEqualTo(filter);
  }

  @Test
  void comparisonIsWellFormedForAnyValue() {
    assertThat(Offer.of().constraint("golem.x", Relation.EQUAL, "a (b) \\ *").constraints())
        .isEqualTo("(golem.x=a \\28b\\29 \\5c \\2a)");
    assertThat(Offer.of().constraint("golem.x", Relation.AT_LEAST, 2.5).constraints())
        .isEqualTo("(golem.x>=2.5)");
    assertThatThrownBy(() -> Offer.of().constraint("a b", Relation.EQUAL, 1))
        .hasMessageContaining("invalid property name 'a b'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"golem.x?", "golem.x@v", "golem.x@d?", "golem.x?@v", "a-b.c_d!"})
  void namesMayBeNegotiableAndTyped(String name) {
    assertThat(Offer.of().property(name, 1).properties()).containsEntry(name, 1);
    assertThat(Offer.of().constraint(name, Relation.AT_LEAST, 1).constraints())
        .isEqualTo("(" + name + ">=1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a..b",
        ".a",
        "a b",
        "?",
        "a??",
        "a?.b",
        "a@",
        "@v",
        "a@v.b",
        "golem.com.usage.vector",
        "golem.com.usage.vector?",
        "golem.com@v",
        "golem.runtime.capabilities",
        "golem.runtime.capabilities?"
      })
  void invalidPropertyNameIsRefused(String name) {
    assertThatThrownBy(() -> Offer.of().property(name, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
