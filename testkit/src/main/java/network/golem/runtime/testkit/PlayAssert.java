package network.golem.runtime.testkit;

import java.math.BigDecimal;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.data.Offset;

/// Assertions about a play.
public final class PlayAssert extends AbstractAssert<PlayAssert, Play> {

  PlayAssert(Play actual) {
    super(actual, PlayAssert.class);
  }

  /// Asserts that every command succeeded, and the runtime ended as it should.
  public PlayAssert succeeded() {
    if (!actual.succeeded()) {
      throw failure("%s", but("the play to succeed"));
    }
    return this;
  }

  /// Asserts that a command failed, or the runtime did.
  public PlayAssert failed() {
    if (actual.succeeded()) {
      throw failure("%s", but("the play to fail"));
    }
    return this;
  }

  /// Asserts that nothing was warned of.
  public PlayAssert hasNoWarnings() {
    if (!actual.warnings().isEmpty()) {
      throw failure("%s", but("no warnings"));
    }
    return this;
  }

  /// Asserts that exactly this was used of a counter.
  public PlayAssert hasUsage(String counter, double amount) {
    return hasUsage(counter, amount, Offset.offset(0.0));
  }

  /// Asserts that about this was used of a counter.
  ///
  /// @param tolerance AssertJ's own `within` creates one
  public PlayAssert hasUsage(String counter, double amount, Offset<Double> tolerance) {
    double used = actual.usage(counter);
    if (Math.abs(used - amount) > tolerance.value) {
      throw failureWithActualExpected(
          used,
          amount,
          "%s",
          but(
              "the usage "
                  + counter
                  + " = "
                  + amount
                  + (tolerance.value == 0 ? "" : " within " + tolerance.value)));
    }
    return this;
  }

  /// Asserts that the requestor pays exactly this.
  ///
  /// @param glm decimal digits, such as `0.003`
  public PlayAssert hasCost(String glm) {
    if (actual.cost().compareTo(new BigDecimal(glm)) != 0) {
      throw failureWithActualExpected(
          actual.cost(), new BigDecimal(glm), "%s", but("a cost of " + glm + " GLM"));
    }
    return this;
  }

  /// Asserts that the requestor pays at least `least` and at most `most`: time costs, too.
  ///
  /// @param least, most decimal digits
  public PlayAssert hasCostBetween(String least, String most) {
    if (actual.cost().compareTo(new BigDecimal(least)) < 0
        || actual.cost().compareTo(new BigDecimal(most)) > 0) {
      throw failure("%s", but("a cost between " + least + " and " + most + " GLM"));
    }
    return this;
  }

  private String but(String expectation) {
    return "Expected " + expectation + ", but\n" + actual;
  }
}
