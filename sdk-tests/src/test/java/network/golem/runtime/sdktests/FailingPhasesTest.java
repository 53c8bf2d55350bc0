package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// Failures of `test`, `offer-template` and `deploy`: exit code 1, a sentence on standard error,
/// and nothing on standard output, which a supervisor would read.
@RuntimeTest(FailingPhasesTest.Failing.class)
class FailingPhasesTest {

  @RuntimeDef(name = "failing")
  static final class Failing implements GolemRuntime {
    @Override
    public void test(Context context) throws RuntimeFailure {
      throw new RuntimeFailure(Code.NOT_FOUND, "the engine is missing");
    }

    @Override
    public Offer offer(Context context) throws IOException {
      throw new IOException("the catalogue is missing");
    }

    @Override
    public Deployment deploy(Activity activity) {
      throw new AssertionError("this cannot be");
    }

    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Failing::new, args);
    }
  }

  @RuntimeDef(name = "impossible", stopSeconds = 5)
  static final class Impossible implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Impossible::new, args);
    }
  }

  @RuntimeDef(
      name = "deaf",
      mode = Mode.ONE_SHOT,
      counters = @UsageCounter(name = "golem.usage.own"))
  static final class Deaf implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Deaf::new, args);
    }
  }

  static final class Undefined implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Undefined::new, args);
    }
  }

  @Test
  void test(RuntimeProgram program) {
    assertThat(program.test())
        .failedWith(1)
        .hasNoStdout()
        .hasStderr("failing: test failed: the engine is missing (NOT_FOUND)\n");
  }

  @Test
  void offerTemplate(RuntimeProgram program) {
    assertThat(program.offerTemplate())
        .failedWith(1)
        .hasNoStdout()
        .hasStderrContaining("failing: offer-template failed: the catalogue is missing (");
  }

  @Test
  void deploy(RuntimeProgram program) {
    assertThat(program.deploy())
        .failedWith(1)
        .hasNoStdout()
        .hasStderrContaining("failing: deploy failed: AssertionError: this cannot be (");
    assertThat(program.workdir()).isEmptyDirectory();
  }

  @Test
  @RuntimeTest(Impossible.class)
  void invalidDefinition(RuntimeProgram program) {
    assertThat(program.version())
        .failedWith(1)
        .hasNoStdout()
        .hasStderrContaining("impossible: @RuntimeDef(stopSeconds) of ");
  }

  @Test
  @RuntimeTest(Deaf.class)
  void ownCountersInOneShotMode(RuntimeProgram program) {
    assertThat(program.test())
        .failedWith(1)
        .hasStderrContaining("golem.usage.own, which is not reported in ONE_SHOT mode");
  }

  @Test
  @RuntimeTest(Undefined.class)
  void missingDefinition(RuntimeProgram program) {
    assertThat(program.test())
        .failedWith(1)
        .hasStderrContaining(
            "Undefined has no @RuntimeDef annotation; add one with the runtime's name");
  }
}
