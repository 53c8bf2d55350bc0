package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A command that has ended has no effect on later ones.
@RuntimeTest(EndedCommandsTest.Ending.class)
class EndedCommandsTest {

  /// The time that commands with programs get out of three seconds. A shutdown that waits for an
  /// ended command takes at least that long.
  private static final Duration PATIENCE = Duration.ofMillis(1700);

  @RuntimeDef(name = "ending")
  static final class Ending implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "return" -> execute(command);
        case "throw" -> {
          execute(command);
          throw new IllegalStateException("the engine is broken");
        }
        case "refuse" -> throw new RuntimeFailure(Code.NOT_FOUND, "there is no engine");
        default -> throw new IllegalArgumentException(command.program());
      }
      return 0;
    }

    private static void execute(Command command) throws Exception {
      int _ = command.exec(new ProcessBuilder("true"));
    }

    static void main(String[] args) {
      GolemRuntime.launch(Ending::new, args);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"return", "throw"})
  void shutdownDoesNotWaitForAnEndedCommand(String how, RuntimeSession session) {
    session.run(how);
    assertThat(session.shutdown().took()).isLessThan(PATIENCE);
  }

  @Test
  void shutdownDoesNotWaitForARefusedCommand(RuntimeSession session) {
    session.run("return");
    session.run("refuse");
    assertThat(session.shutdown().took()).isLessThan(PATIENCE);
  }
}
