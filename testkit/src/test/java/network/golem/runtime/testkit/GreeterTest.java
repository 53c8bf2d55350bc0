package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.sdk.RuntimeFailure.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A test as an author writes it.
@RuntimeTest(Greeter.class)
class GreeterTest {

  @Test
  void greetsEachName(RuntimeSession session) {
    assertThat(session.run("greet", "Ada", "Alan"))
        .succeeded()
        .hasStdout("Hello, Ada!\nHello, Alan!\n")
        .hasNoStderr()
        .hasCounter("golem.usage.greetings", 2)
        .hasState("greeted", "[\"Ada\",\"Alan\"]");
  }

  @Test
  void countersAccumulateOverTheSession(RuntimeSession session) {
    session.run("greet", "Ada");
    assertThat(session.run("greet", "Alan")).hasCounter("golem.usage.greetings", 2);
    assertThat(session.counter("golem.usage.greetings")).isEqualTo(2);
  }

  @Test
  void printsToStandardError(RuntimeSession session) {
    assertThat(session.run("complain")).failedWith(3).hasNoStdout().hasStderr("no tea\n");
  }

  @Test
  void refusesUnknownCommands(RuntimeSession session) {
    assertThat(session.run("/bin/dance"))
        .wasRefused(Code.NOT_FOUND)
        .hasMessage("no program /bin/dance")
        .hasContext("program", "/bin/dance");
  }

  @Test
  void waitingCommandCanBeKilled(RuntimeSession session) {
    RunningCommand waiting = session.start("wait").awaitStdout("waiting");
    assertThat(session.run("greet", "Ada")).succeeded();
    assertThat(waiting.kill(15).await()).failedWith(143);
  }

  @Test
  void outputOfStartIsAvailable(RuntimeSession session) {
    assertThat(session.awaitStart()).succeeded().hasStdout("ready");
  }

  @Test
  void shutsDownInTime(RuntimeSession session) {
    session.start("wait").awaitStdout("waiting");
    assertThat(session.shutdown().code()).isZero();
  }

  @Test
  void endsWithItsInput(RuntimeSession session) {
    assertThat(session.closeInput().code()).isZero();
  }

  @Test
  void printsOfferAndDeployAnswer(RuntimeProgram program) {
    assertThat(program.offerTemplate()).succeeded().hasStdoutContaining("constraints");
    assertThat(program.test()).succeeded().hasNoStdout();
    assertThat(program.version()).succeeded().hasStdout("greeter 1.0.0\n");
    assertThat(program.deploy()).succeeded().hasStdoutContaining("blocking");
    assertThat(program.with("--greeting", "Hi").run("greet", "Ada"))
        .succeeded()
        .hasStdout("Hi, Ada!\n");
    assertThat(program.call("dance")).failedWith(2).hasStderrContaining("dance");
  }

  @Test
  void failedStartReturnsTheReason(RuntimeProgram program) {
    RuntimeSession session = program.starting("fail");
    assertThat(session.awaitStart()).wasRefused(Code.INTERNAL).hasMessage("told to fail");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }

  @Nested
  @RuntimeTest(value = Greeter.class, args = "--greeting=Moin")
  class WithAGreetingOfItsOwn {

    @BeforeEach
    void warmUp(RuntimeSession session) {
      session.run("greet", "Grace");
    }

    @Test
    void saysSo(RuntimeSession session, RuntimeProgram program) {
      assertThat(session.run("greet", "Ada"))
          .hasStdout("Moin, Ada!\n")
          .hasCounter("golem.usage.greetings", 2);
      assertThat(session.workdir()).isEqualTo(program.workdir());
    }
  }
}
