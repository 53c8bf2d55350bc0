package network.golem.runtime.sdk.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionTest {

  @RuntimeDef(name = "plain", version = "2")
  static class Plain {}

  @RuntimeDef(name = "two", version = "1.2-rc.1+build")
  static class TwoNumbers {}

  @RuntimeDef(name = "unversioned")
  static class Unversioned {}

  @RuntimeDef(
      name = "counting",
      version = "1.0.0",
      counters = {
        @UsageCounter(name = "golem.usage.duration_sec", price = 0.1),
        @UsageCounter(name = "my.requests", price = 2)
      })
  static class Counting {}

  @Test
  void versionIsCompleted() {
    assertThat(Definition.of(Plain.class).version()).isEqualTo("2.0.0");
    assertThat(Definition.of(TwoNumbers.class).version()).isEqualTo("1.2.0-rc.1+build");
    assertThat(Definition.of(Unversioned.class).version()).isEqualTo("0.0.0-dev");
  }

  @Test
  void ownCountersAreSeparatedFromTheSupervisors() {
    Definition definition = Definition.of(Counting.class);

    assertThat(definition.counters())
        .extracting(DeclaredCounter::name)
        .containsExactly("my.requests");
    assertThat(definition.pricedBuiltIns())
        .extracting(DeclaredCounter::name)
        .containsExactly("golem.usage.duration_sec");
  }

  @RuntimeDef(name = "a b")
  static class BadName {}

  @RuntimeDef(name = "x", version = "1.x")
  static class BadVersion {}

  @RuntimeDef(name = "x", version = "01.2.3")
  static class LeadingZero {}

  @RuntimeDef(name = "x", stopSeconds = 4.5)
  static class SlowStop {}

  @RuntimeDef(name = "x", mode = Mode.ONE_SHOT, counters = @UsageCounter(name = "my.requests"))
  static class UnheardCounter {}

  @RuntimeDef(
      name = "x",
      counters = {@UsageCounter(name = "c"), @UsageCounter(name = "c")})
  static class TwiceTheSame {}

  @RuntimeDef(name = "x", counters = @UsageCounter(name = "c", price = -1))
  static class NegativePrice {}

  @RuntimeDef(name = "x", counters = @UsageCounter(name = "my requests"))
  static class BlankInCounter {}

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(String.class, "has no @RuntimeDef annotation; add one"),
        Arguments.of(BadName.class, "must consist of letters, digits, '-', '_' and '.', not 'a b'"),
        Arguments.of(BadVersion.class, "must be a semantic version like 1.0.0"),
        Arguments.of(LeadingZero.class, "not '01.2.3'"),
        Arguments.of(SlowStop.class, "above 0 and at most 4 (the supervisor gives up after 5)"),
        Arguments.of(UnheardCounter.class, "my.requests, which is not reported in ONE_SHOT"),
        Arguments.of(TwiceTheSame.class, "declares the counter c twice"),
        Arguments.of(NegativePrice.class, "must be a number of at least 0, not -1.0"),
        Arguments.of(BlankInCounter.class, "needs a name like golem.usage.requests"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void invalidDefinitionIsRefusedInOneSentence(Class<?> type, String sentence) {
    assertThatThrownBy(() -> Definition.of(type))
        .isInstanceOf(DefinitionException.class)
        .hasMessageContaining(sentence);
  }
}
