package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.Answer;
import network.golem.runtime.testkit.CommandResult;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A command that throws.
@RuntimeTest(FailingCommandsTest.Failing.class)
class FailingCommandsTest {

  @RuntimeDef(name = "failing", counters = @UsageCounter(name = "golem.usage.tries"))
  static final class Failing implements GolemRuntime {
    private final Latches latches = new Latches();

    @Override
    public int run(Command command, Activity activity) throws Exception {
      String what = command.arguments().isEmpty() ? "" : command.arguments().getFirst();
      switch (command.program()) {
        case "throw" -> throw exception(what);
        case "print-throw" -> {
          command.stdout().print("half a line");
          throw exception(what);
        }
        case "count-throw" -> {
          activity.counter("golem.usage.tries").increment();
          activity.state("tried", true);
          throw exception(what);
        }
        case "wait-throw" -> {
          latches.await("throw");
          throw exception(what);
        }
        case "open" -> latches.open(what);
        case "recurse" -> recurse(1);
        case "allocate" -> {
          long[][] arrays = new long[Integer.MAX_VALUE][];
          return arrays.length;
        }
        case "return" -> {
          return Integer.parseInt(what);
        }
        default -> {}
      }
      return 0;
    }

    @SuppressWarnings("InfiniteRecursion") // which is the point
    private static long recurse(long depth) {
      return depth + recurse(depth + 1);
    }

    private static Exception exception(String kind) {
      return switch (kind) {
        case "INTERNAL", "NOT_FOUND", "BAD_REQUEST" ->
            new RuntimeFailure(Code.valueOf(kind), "in the author's words")
                .with("first", 1)
                .with("second", "two");
        case "message" -> new IllegalStateException("the pump is dry");
        case "none" -> new IllegalStateException();
        case "file" -> new NoSuchFileException("/etc/pump.conf");
        case "error" -> throw new AssertionError("this cannot be");
        case "interrupted" -> new InterruptedException("not by a kill");
        case "cancelled" -> new CancellationException("not by a kill");
        case "lines" -> new IllegalStateException("one\ntwo");
        default -> throw new IllegalArgumentException(kind);
      };
    }

    static void main(String[] args) {
      GolemRuntime.launch(Failing::new, args);
    }
  }

  @ParameterizedTest
  @EnumSource
  void failureBeforeAnyEffectIsTheAnswer(Code code, RuntimeSession session) {
    CommandResult result = session.run("throw", code.name());
    assertThat(result)
        .wasRefused(code)
        .hasMessage("in the author's words")
        .hasContext("first", "1")
        .hasContext("second", "two")
        .hasNoStdout()
        .hasNoStderr();
    assertThat(((Answer.Refused) result.answer()).context().keySet())
        .containsExactly("first", "second");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "message     | the pump is dry",
        "none        | IllegalStateException",
        "file        | NoSuchFileException: /etc/pump.conf",
        "error       | AssertionError: this cannot be",
        "interrupted | not by a kill",
        "cancelled   | not by a kill",
      })
  void otherExceptionsAreInternal(String kind, String message, RuntimeSession session) {
    assertThat(session.run("throw", kind)).wasRefused(Code.INTERNAL).hasMessage(message);
  }

  @Test
  void stackOverflowIsTheAnswer(RuntimeSession session) {
    assertThat(session.run("recurse")).wasRefused(Code.INTERNAL).hasMessage("StackOverflowError");
  }

  @Test
  void outOfMemoryErrorIsTheAnswer(RuntimeSession session) {
    assertThat(session.run("allocate"))
        .wasRefused(Code.INTERNAL)
        .hasMessageContaining("OutOfMemoryError: ");
  }

  @Test
  void countersAndStatesAreNotVisibleEffects(RuntimeSession session) {
    assertThat(session.run("count-throw", "NOT_FOUND")).wasRefused(Code.NOT_FOUND);
    session.awaitCounter("golem.usage.tries", 1);
  }

  @Test
  void failureAfterOutputIsALineOnStderrWithItsCode(RuntimeSession session) {
    assertThat(session.run("print-throw", "NOT_FOUND"))
        .failedWith(1)
        .hasStdout("half a line")
        .hasStderr("in the author's words (NOT_FOUND, first: 1, second: two)\n");
  }

  @Test
  void exceptionAfterOutputIsALineOnStderr(RuntimeSession session) {
    assertThat(session.run("print-throw", "message"))
        .failedWith(1)
        .hasStdout("half a line")
        .hasStderr("the pump is dry\n");
  }

  @Test
  void errorAfterOutputIsALineOnStderr(RuntimeSession session) {
    assertThat(session.run("print-throw", "error"))
        .failedWith(1)
        .hasStderr("AssertionError: this cannot be\n");
  }

  @Test
  void failureAfterTheAnswerIsALineOnStderr(RuntimeSession session) {
    RunningCommand waiting = session.start("wait-throw", "BAD_REQUEST");
    assertThat(waiting.pid()).isEqualTo(1);
    assertThat(session.run("open", "throw")).succeeded();
    assertThat(waiting.await())
        .failedWith(1)
        .hasNoStdout()
        .hasStderr("in the author's words (BAD_REQUEST, first: 1, second: two)\n");
  }

  @Test
  void logShowsWhereTheExceptionCameFrom(RuntimeSession session) {
    session.run("throw", "message");
    session.awaitLog(
        "failing: command 1 (throw) failed: the pump is dry (java.lang.IllegalStateException at ");
  }

  @Test
  void nextCommandIsExecutedAfterAFailure(RuntimeSession session) {
    session.run("throw", "error");
    session.run("recurse");
    session.run("print-throw", "message");
    assertThat(session.run("nothing")).succeeded();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 127, 128, 143, 254, 255, 256, -1, -3, 65_536, Integer.MIN_VALUE})
  void exitCodeArrivesUnchanged(int code, RuntimeSession session) {
    assertThat(session.run("return", Integer.toString(code))).failedWith(code);
  }
}
