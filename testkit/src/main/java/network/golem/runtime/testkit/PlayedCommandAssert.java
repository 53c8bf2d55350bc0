package network.golem.runtime.testkit;

/// Assertions about a command of a script.
public final class PlayedCommandAssert extends OutcomeAssert<PlayedCommandAssert, PlayedCommand> {

  PlayedCommandAssert(PlayedCommand actual) {
    super(actual, PlayedCommandAssert.class);
  }

  /// Asserts that it failed with exactly this message, in the words of a node.
  public PlayedCommandAssert hasMessage(String message) {
    String said = actual.message().orElse("");
    if (!said.equals(message)) {
      throw failureWithActualExpected(
          said, message, "%s", but("to fail with the message " + Quoted.line(message)));
    }
    return this;
  }

  /// Asserts that the runtime refused it in these words, without code and context.
  public PlayedCommandAssert wasRefusedWith(String words) {
    if (!actual.runtimesWords().orElse("").startsWith(words)) {
      throw failure("%s", but("the runtime to refuse it: " + Quoted.line(words)));
    }
    return this;
  }
}
