package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import network.golem.runtime.sdk.RuntimeFailure.Code;
import org.junit.jupiter.api.Test;

/// The messages of failed tests.
@RuntimeTest(value = Greeter.class, timeoutSeconds = 1)
class FailureTest {

  @FunctionalInterface
  private interface Check {
    void run();
  }

  private static String failure(Check check) {
    Throwable failure = catchThrowable(check::run);
    assertThat(failure).isInstanceOf(AssertionError.class);
    return failure.getMessage().replaceAll("[0-9]+ ms", "5 ms");
  }

  @Test
  void unexpectedExitCode(RuntimeSession session) {
    CommandResult result = session.run("complain");
    assertThat(failure(() -> assertThat(result).succeeded()))
        .isEqualTo(
            """
            Expected to succeed, but
            'complain' ended with exit code 3 after 5 ms
              stdout: nothing
              stderr: "no tea\\n\"\
            """);
  }

  @Test
  void unexpectedOutput(RuntimeSession session) {
    CommandResult result = session.run("greet", "Ada", "Alan");
    assertThat(failure(() -> assertThat(result).hasStdout("Hello, Ada!\nHello, Alan\n")))
        .isEqualTo(
            """
            Expected stdout to be exactly
                "Hello, Ada!\\n" +
                "Hello, Alan\\n"
            but
            'greet Ada Alan' ended with exit code 0 after 5 ms
              stdout:
                "Hello, Ada!\\n" +
                "Hello, Alan!\\n"
              stderr: nothing
              counters: {golem.usage.greetings=2.0}
              states: [greeted = ["Ada","Alan"]]\
            """);
  }

  @Test
  void unexpectedRefusal(RuntimeSession session) {
    CommandResult result = session.run("dance");
    assertThat(failure(() -> assertThat(result).succeeded()))
        .startsWith(
            "Expected to succeed, but\n'dance' was refused: NOT_FOUND \"no program dance\"");
    assertThat(failure(() -> assertThat(result).wasRefused(Code.BAD_REQUEST)))
        .startsWith("Expected to be refused with BAD_REQUEST, but\n'dance' was refused: NOT_FOUND");
  }

  @Test
  void missingRefusal(RuntimeSession session) {
    CommandResult result = session.run("complain");
    assertThat(failure(() -> assertThat(result).wasRefused(Code.INTERNAL)))
        .startsWith("Expected to be refused with INTERNAL, but\n'complain' ended with exit code 3");
  }

  @Test
  void unexpectedCounter(RuntimeSession session) {
    CommandResult result = session.run("greet", "Ada");
    assertThat(failure(() -> assertThat(result).hasCounter("golem.usage.greetings", 2)))
        .startsWith("Expected counter golem.usage.greetings = 2.0, but\n'greet Ada' ended");
  }

  @Test
  void timeout(RuntimeSession session) {
    RunningCommand waiting = session.start("wait");
    assertThat(failure(waiting::await))
        .startsWith(
            "Waited 1 s for the end of 'wait'; its thread command is (TIMED_WAITING)\n    at ")
        .containsPattern("at \\S*Greeter.run\\(Greeter.java:[0-9]+\\)\nThe session")
        .contains("→ run wait with arguments [wait] (request 3)")
        .contains("← pid 1 stdout \"waiting\\n\"");
  }

  @Test
  void missingOutput(RuntimeSession session) {
    RunningCommand complaint = session.start("complain");
    assertThat(failure(() -> complaint.awaitStdout("tea")))
        .startsWith(
            "Waited for stdout of 'complain' to contain \"tea\", but 'complain' ended with exit"
                + " code 3");
  }

  @Test
  @RuntimeTest(Rogue.class)
  void outputBeforeItsCommand(RuntimeProgram program) {
    RuntimeSession session = program.start("x");
    assertThat(failure(() -> session.run("silent")))
        .startsWith(
            """
            The runtime broke the protocol: output of pid 1 arrived before its started event
            The session, in seconds (→ to the runtime, ← from it):
            """)
        .endsWith("← pid 1 stdout \"text\"");
    assertThatThrownBy(session::close).hasMessageContaining("broke the protocol");
    session.close();
  }

  /// A node looks at events only.
  @Test
  @RuntimeTest(Rogue.class)
  void eventsBeforeTheAnswerAreAllowed(RuntimeProgram program) {
    RuntimeSession session = program.start("x");
    assertThat(session.run("early")).succeeded().hasStdout("text");
    assertThat(session.shutdown().code()).isEqualTo(3);
  }

  @Test
  @RuntimeTest(value = Rogue.class, timeoutSeconds = 1)
  void textOnStandardOutputIsShown(RuntimeProgram program) {
    RuntimeSession session = program.start("x");
    assertThat(failure(() -> session.run("text")))
        .contains(
            "the runtime wrote this to its standard output, where only messages of the protocol are"
                + " allowed: \"Starting the pump\"");
    assertThat(failure(session::close)).contains("Starting the pump");
  }

  @Test
  @RuntimeTest(Rogue.class)
  void outputAfterTheEnd(RuntimeProgram program) {
    RuntimeSession session = program.start("x");
    var _ = catchThrowable(() -> session.run("late")); // it may already notice
    assertThat(failure(session::close)).contains("an event arrived for pid 1 after its end");
  }

  @Test
  @RuntimeTest(Rogue.class)
  void invalidFrame(RuntimeProgram program) {
    RuntimeSession session = program.start("x");
    assertThat(failure(() -> session.run("garbage")))
        .startsWith("The runtime sent an invalid message: ");
    assertThat(failure(session::close)).startsWith("The runtime sent an invalid message: ");
  }

  @Test
  @RuntimeTest(Rogue.class)
  void unexpectedEnd(RuntimeProgram program) {
    RuntimeSession session = program.start("x");
    assertThat(failure(() -> session.run("exit")))
        .startsWith("Waited for the end of 'exit', but the runtime ended with exit code 7");
    assertThat(failure(session::close)).startsWith("The runtime ended by itself, with exit code 7");
  }

  @Test
  @RuntimeTest(Rogue.class)
  void exitCodeAfterShutdown(RuntimeProgram program) {
    RuntimeSession session = program.start("x");
    session.run("anything");
    assertThat(failure(session::close)).startsWith("Shut down, the runtime ended with exit code 3");
  }
}
