package network.golem.runtime.testkit;

import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;

/// Assertions about both commands and phases.
///
/// @param <S> the assertion's own type
/// @param <A> the type of the outcome
public abstract class OutcomeAssert<S extends OutcomeAssert<S, A>, A extends Outcome>
    extends AbstractAssert<S, A> {

  OutcomeAssert(A actual, Class<S> self) {
    super(actual, self);
  }

  /// Asserts that the exit code is 0.
  public S succeeded() {
    return code(0, "to succeed");
  }

  /// Asserts that the exit code is this one.
  ///
  /// @param code not 0
  public S failedWith(int code) {
    if (code == 0) {
      throw new IllegalArgumentException("exit code 0 is success; use succeeded()");
    }
    return code(code, "to fail with exit code " + code);
  }

  /// Asserts that standard output is exactly this string.
  public S hasStdout(String text) {
    return equal("stdout", text, actual -> actual.stdout());
  }

  /// Asserts that standard error is exactly this string.
  public S hasStderr(String text) {
    return equal("stderr", text, actual -> actual.stderr());
  }

  /// Asserts that standard output contains this string.
  public S hasStdoutContaining(String text) {
    return contains("stdout", text, actual.stdout());
  }

  /// Asserts that standard error contains this string.
  public S hasStderrContaining(String text) {
    return contains("stderr", text, actual.stderr());
  }

  /// Asserts that nothing was printed to standard output.
  public S hasNoStdout() {
    return hasStdout("");
  }

  /// Asserts that nothing was printed to standard error.
  public S hasNoStderr() {
    return hasStderr("");
  }

  private S code(int expected, String expectation) {
    if (actual.code() != expected) {
      throw failureWithActualExpected(actual.code(), expected, "%s", but(expectation));
    }
    return myself;
  }

  private S equal(String stream, String expected, Function<A, String> text) {
    String printed = text.apply(actual);
    if (!printed.equals(expected)) {
      throw failureWithActualExpected(
          printed,
          expected,
          "%s",
          but(stream + " to be exactly\n    " + Quoted.block(expected, "    ") + "\n"));
    }
    return myself;
  }

  private S contains(String stream, String expected, String text) {
    if (!text.contains(expected)) {
      throw failure("%s", but(stream + " to contain " + Quoted.line(expected)));
    }
    return myself;
  }

  /// The message of a failure.
  final String but(String expectation) {
    return "Expected " + expectation + (expectation.endsWith("\n") ? "but\n" : ", but\n") + actual;
  }
}
