package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import org.junit.jupiter.api.Test;

/// A refusal holds in tests on a slow machine, too.
@RuntimeTest(LateRefusalTest.Slow.class)
class LateRefusalTest {

  @RuntimeDef(name = "slow")
  static final class Slow implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      if (command.program().equals("print")) {
        command.stdout().println("something");
        command.stdout().flush();
      }
      TimeUnit.MILLISECONDS.sleep(300); // longer than a node waits for an error
      return switch (command.program()) {
        case "plain" -> throw new IllegalStateException("no more paper");
        case "simple" -> throw new RuntimeFailure(Code.BAD_REQUEST, "not (yet) a picture");
        case "return" -> {
          command.stderr().println("no");
          yield 1;
        }
        default ->
            throw new RuntimeFailure(Code.NOT_FOUND, "no such model")
                .with("path", "/m, or /n")
                .with("size", 3);
      };
    }

    static void main(String[] args) {
      GolemRuntime.launch(Slow::new, args);
    }
  }

  @Test
  void codeMessageAndContextAreThoseOfTheAnswer(RuntimeSession session) {
    CommandResult result = session.run("model");
    assertThat(result.answer()).isInstanceOf(Answer.Accepted.class);
    assertThat(result)
        .wasRefused(Code.NOT_FOUND)
        .hasMessage("no such model")
        .hasContext("path", "/m, or /n")
        .hasContext("size", "3");
    assertThat(session.run("simple"))
        .wasRefused(Code.BAD_REQUEST)
        .hasMessage("not (yet) a picture");
  }

  @Test
  void whatMayBeALineOfTheAuthorsWasNotRefused(RuntimeSession session) {
    for (String command : new String[] {"print", "return", "plain"}) {
      CommandResult result = session.run(command);
      assertThatThrownBy(() -> assertThat(result).wasRefused(Code.INTERNAL))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("Expected to be refused with INTERNAL, but");
    }
  }
}
