package network.golem.runtime.testkit;

import network.golem.runtime.sdk.RuntimeFailure;
import org.assertj.core.data.Offset;

/// Assertions about a command.
public final class CommandResultAssert extends OutcomeAssert<CommandResultAssert, CommandResult> {

  CommandResultAssert(CommandResult actual) {
    super(actual, CommandResultAssert.class);
  }

  /// Asserts that a counter had this value when the command ended. It is the total since the
  /// session began.
  ///
  /// @throws IllegalArgumentException if the runtime does not declare it
  public CommandResultAssert hasCounter(String name, double value) {
    double counted = actual.counter(name);
    if (counted != value) {
      throw failureWithActualExpected(counted, value, "%s", but("counter " + name + " = " + value));
    }
    return this;
  }

  /// Asserts that a counter had about this value: `hasCounter("golem.usage.gpu_sec", 2,
  /// within(0.1))`.
  ///
  /// @param tolerance AssertJ's own `within` creates one
  /// @throws IllegalArgumentException if the runtime does not declare it
  public CommandResultAssert hasCounter(String name, double value, Offset<Double> tolerance) {
    double counted = actual.counter(name);
    if (Math.abs(counted - value) > tolerance.value) {
      throw failureWithActualExpected(
          counted,
          value,
          "%s",
          but("counter " + name + " = " + value + " within " + tolerance.value));
    }
    return this;
  }

  /// Asserts that the runtime reported this state between the request and the command's end.
  ///
  /// @param json the value as compact JSON
  public CommandResultAssert hasState(String name, String json) {
    if (!actual.states().contains(new StateReport(name, json))) {
      throw failure("%s", but("state " + name + " = " + json));
    }
    return this;
  }

  /// Asserts that the request was answered with an error of this kind. On a slow machine, the error
  /// may come later than 250 ms, when the command has been accepted already: if it has printed
  /// nothing else, the line of a [RuntimeFailure] on standard error counts as the answer.
  public CommandResultAssert wasRefused(RuntimeFailure.Code code) {
    if (refusal(code.toString()).code() != code) {
      throw failure("%s", but("to be refused with " + code));
    }
    return this;
  }

  /// Asserts that the refusal has exactly this message.
  public CommandResultAssert hasMessage(String message) {
    String said = refusal("a message").message();
    if (!said.equals(message)) {
      throw failureWithActualExpected(
          said, message, "%s", but("to be refused with the message " + Quoted.line(message)));
    }
    return this;
  }

  /// Asserts that the refusal's message contains this string.
  public CommandResultAssert hasMessageContaining(String text) {
    if (!refusal("a message").message().contains(text)) {
      throw failure("%s", but("to be refused with a message that contains " + Quoted.line(text)));
    }
    return this;
  }

  /// Asserts that the refusal's context contains this key and value.
  public CommandResultAssert hasContext(String key, String value) {
    if (!value.equals(refusal("context").context().get(key))) {
      throw failure("%s", but("to be refused with " + key + " = " + value + " in its context"));
    }
    return this;
  }

  private Answer.Refused refusal(String with) {
    return switch (actual.answer()) {
      case Answer.Refused refused -> refused;
      case Answer.Accepted _ ->
          LateRefusal.of(actual)
              .orElseThrow(() -> failure("%s", but("to be refused with " + with)));
    };
  }
}
