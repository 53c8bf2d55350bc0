package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// The same tests have the same results, whether the runtime is a class in this process or an
/// executable.
@ParameterizedClass
@ValueSource(booleans = {false, true})
class InProcessAndBinaryTest {

  @Parameter boolean binary;

  @TempDir Path directory;

  private RuntimeProgram greeter() throws Exception {
    return binary
        ? RuntimeProgram.of(RuntimeLauncher.of(Greeter.class).writeTo(directory), "--greeting=Hey")
        : RuntimeProgram.of(Greeter.class, "--greeting=Hey");
  }

  @Test
  void sameSession() throws Exception {
    try (RuntimeProgram greeter = greeter()) {
      assertThat(greeter.deploy()).succeeded();
      RuntimeSession session = greeter.start("a", "b");
      assertThat(session.awaitStart()).succeeded().hasStdout("ready");
      assertThat(session.run("greet", "Ada", "Alan"))
          .succeeded()
          .hasStdout("Hey, Ada!\nHey, Alan!\n")
          .hasCounter("golem.usage.greetings", 2)
          .hasState("greeted", "[\"Ada\",\"Alan\"]");
      assertThat(session.run("complain")).failedWith(3).hasStderr("no tea\n");
      assertThat(session.run("dance")).wasRefused(Code.NOT_FOUND);
      RunningCommand waiting = session.start("wait").awaitStdout("waiting");
      assertThat(waiting.kill(2).await()).failedWith(130);
      assertThat(session.kill(waiting.pid(), 2)).isInstanceOf(Answer.Refused.class);
      assertThat(session.shutdown().code()).isZero();
      assertThat(session.shutdown().took()).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void samePhases() throws Exception {
    try (RuntimeProgram greeter = greeter()) {
      assertThat(greeter.version()).succeeded().hasStdout("greeter 1.0.0\n").hasNoStderr();
      assertThat(greeter.test()).succeeded().hasNoStdout().hasNoStderr();
      assertThat(greeter.run("greet", "Ada")).succeeded().hasStdout("Hey, Ada!\n");
      assertThat(greeter.with("--greeting-too", "x").run("complain"))
          .failedWith(3)
          .hasNoStdout()
          .hasStderrContaining("--greeting-too x")
          .hasStderrContaining("no tea\n");
      assertThat(greeter.call("deploy"))
          .failedWith(2)
          .hasNoStdout()
          .hasStderrContaining("--workdir");
    }
  }

  @Test
  void sameFailedStart() throws Exception {
    try (RuntimeProgram greeter = greeter()) {
      RuntimeSession session = greeter.starting("fail");
      assertThat(session.awaitStart()).wasRefused(Code.INTERNAL).hasMessage("told to fail");
      assertThat(session.run("greet")).wasRefused(Code.INTERNAL).hasMessage("told to fail");
      assertThat(session.closeInput().code()).isEqualTo(1);
      assertThat(session.awaitLog("told to fail").log()).contains("greeter: start failed");
    }
  }

  @Test
  void sameTimeout() throws Exception {
    Target target =
        binary
            ? Target.of(RuntimeLauncher.of(Greeter.class).writeTo(directory))
            : Target.of(Greeter.class);
    try (TestedProgram greeter = TestedProgram.of(target, Duration.ofSeconds(4))) {
      assertThat(greeter.deploy()).succeeded();
      RunningCommand waiting = greeter.start().start("wait").awaitStdout("waiting");
      assertThatThrownBy(waiting::await)
          .hasMessageContaining("Waited 4 s for the end of 'wait'; ")
          .hasMessageContaining("thread command")
          .hasMessageContaining("Greeter.run(Greeter.java:");
    }
  }
}
