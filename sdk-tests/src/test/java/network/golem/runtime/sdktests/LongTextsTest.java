package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.Answer;
import network.golem.runtime.testkit.CommandResult;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Long strings never become one long frame, for which a supervisor would kill the runtime: they
/// are truncated, with a note.
@RuntimeTest(LongTextsTest.Verbose.class)
class LongTextsTest {
  private static final int LENGTH = 2_000_000;
  private static final String CUT = "x".repeat(16 * 1024) + "… (" + (LENGTH - 16 * 1024);

  @RuntimeDef(name = "verbose")
  static final class Verbose implements GolemRuntime {
    private final String text = "x".repeat(LENGTH);

    @Override
    public void start(Command start, Activity activity) {
      if (!start.arguments().isEmpty()) {
        throw new IllegalStateException(text);
      }
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "throw" -> throw new IllegalStateException(text);
        case "error" -> throw new AssertionError(text);
        case "print-throw" -> {
          command.stdout().println("printed");
          throw new IllegalStateException(text);
        }
        case "context" -> {
          RuntimeFailure failure = new RuntimeFailure(Code.NOT_FOUND, text).with(text, text);
          for (int i = 0; i < 100; i++) {
            failure = failure.with("fact " + i, i);
          }
          throw failure;
        }
        case "surrogate" -> throw new IllegalStateException("x" + "😀".repeat(10_000));
        case "fail" -> activity.fail(text);
        case "background" ->
            activity.background(
                "verbose",
                () -> {
                  throw new IllegalStateException(text);
                });
        case "state" -> activity.state("state", text);
        case "exec" -> command.exec(new ProcessBuilder(text));
        default -> {}
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Verbose::new, args);
    }
  }

  private static String refusal(CommandResult result) {
    return ((Answer.Refused) result.answer()).message();
  }

  @Test
  void messageOfAnExceptionIsTruncated(RuntimeSession session) {
    assertThat(refusal(session.run("throw"))).isEqualTo(CUT + " more characters)");
    assertThat(refusal(session.run("error")))
        .isEqualTo("AssertionError: " + CUT + " more characters)");
    session.shutdown();
    assertThat(session.log().length()).isLessThan(100_000);
  }

  @Test
  void messageAfterOutputIsTruncated(RuntimeSession session) {
    assertThat(session.run("print-throw")).failedWith(1).hasStderr(CUT + " more characters)\n");
  }

  @Test
  void contextIsTruncated(RuntimeSession session) {
    Answer.Refused answer = (Answer.Refused) session.run("context").answer();
    assertThat(answer.message()).isEqualTo(CUT + " more characters)");
    assertThat(answer.context()).hasSize(65).containsEntry("…", "37 more entries");
    assertThat(answer.context())
        .allSatisfy((key, value) -> {
          assertThat(key.length()).isLessThan(300);
          assertThat(value.length()).isLessThan(5000);
        });
  }

  @Test
  void surrogatePairIsNotSplit(RuntimeSession session) {
    assertThat(refusal(session.run("surrogate")))
        .isEqualTo("x" + "😀".repeat(8191) + "… (3618 more characters)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fail", "background"})
  void reasonToFailIsTruncated(String how, RuntimeProgram program) {
    RuntimeSession session = program.start();
    session.run(how);
    session.awaitLog(how.equals("fail") ? "verbose: x" : "verbose: verbose failed: x");
    String refused = refusal(session.run("anything"));
    assertThat(refused).contains(" more characters)").hasSizeLessThan(20_000);
    assertThat(session.shutdown().code()).isEqualTo(1);
    assertThat(session.log().length()).isLessThan(100_000);
  }

  @Test
  void messageOfAFailedStartIsTruncated(RuntimeProgram program) {
    RuntimeSession session = program.starting("now");
    assertThat(refusal(session.awaitStart())).isEqualTo(CUT + " more characters)");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }

  @Test
  void tooLongStateIsRefused(RuntimeSession session) {
    assertThat(said(session.run("state")))
        .contains(
            "the state state has 2000002 characters of JSON; name and JSON may have 1048576"
                + " together");
  }

  @Test
  void nameOfAProgramIsTruncated(RuntimeSession session) {
    assertThat(said(session.run("exec"))).contains(" more characters)").hasSizeLessThan(20_000);
  }

  /// What a failed command said: in its answer, or, on a machine so busy that the command took
  /// longer than 250 ms, on its standard error.
  private static String said(CommandResult failed) {
    return failed.answer() instanceof Answer.Refused refused ? refused.message() : failed.stderr();
  }
}
