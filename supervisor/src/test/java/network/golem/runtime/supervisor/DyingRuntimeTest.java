package network.golem.runtime.supervisor;

import static network.golem.runtime.supervisor.Desk.DEPLOY;
import static network.golem.runtime.supervisor.Desk.START;
import static network.golem.runtime.supervisor.Desk.TERMINATE;
import static network.golem.runtime.supervisor.Desk.run;
import static network.golem.runtime.supervisor.Desk.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import network.golem.runtime.supervisor.model.PlayEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A runtime in server mode that ends when it should not, or does not end when it should.
@Timeout(20)
class DyingRuntimeTest {
  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void rogue() throws IOException {
    desk = Desk.ofRogue(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3    | 3: ExeScript command exited with code 3 | the runtime exited with code 3 WHEN | the runtime exited with code 3 WHEN
          KILL | 1: ExeScript command exited with code 1 | the runtime was killed by signal 9 WHEN | the runtime was killed by signal 9 WHEN
          """)
  void deathBeforeHelloAndDuringACommand(String how, String result, String early, String late)
      throws Exception {
    assertThat(desk.play(DEPLOY, start("hello", how), run("x"))).isFalse();
    assertThat(desk.result())
        .isEqualTo(
            ("start " + result + " / " + early).replace("WHEN", "before hello was answered"));

    assertThat(desk.play(DEPLOY, START, run("die", how), run("x"))).isFalse();
    assertThat(desk.result())
        .isEqualTo(("run " + result + " / " + late).replace("WHEN", "during the command"));
    assertThat(desk.warnings()).as("it has been told already").isEmpty();
    desk.assertNobodyLeft("pid");
  }

  @Test
  void exitWithZeroBeforeHelloIsASuccessfulStart() throws Exception {
    assertThat(desk.play(DEPLOY, start("hello", "0"), run("x"))).isFalse();

    assertThat(desk.results())
        .containsExactly(
            "deploy",
            "start",
            "run -1: Runtime error: START command not run / the last start has failed");
    assertThat(falseSuccesses())
        .containsExactly(
            "the runtime exited with code 0 before hello was answered: each run fails now");
  }

  @Test
  void exitWithZeroDuringACommandMakesEveryRunSucceed() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("die", "0"), run("x"), TERMINATE)).isFalse();

    assertThat(desk.results()).containsExactly("deploy", "start", "run", "run", "terminate");
    assertThat(falseSuccesses())
        .containsExactly(
            "the runtime exited with code 0 during the command: neither this command nor any later"
                + " one is executed",
            "the runtime exited with code 0 while it was idle: neither this command nor any later"
                + " one is executed");
    assertThat(desk.warnings()).as("it has been told already").isEmpty();
  }

  private List<String> falseSuccesses() {
    return desk.heard(PlayEvent.FalseSuccess.class).map(PlayEvent.FalseSuccess::sentence).toList();
  }

  /// The runtime may die just before the next run is requested, or just after.
  @Test
  void deathBetweenTwoCommands() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("then-die", "3"), run("x"))).isFalse();

    assertThat(desk.results()).hasSize(4);
    assertThat(desk.result())
        .startsWith("run 3: ExeScript command exited with code 3 / the runtime exited with code 3 ")
        .matches(".*(while it was idle|during the command)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3"})
  void deathAfterTheLastCommand(String how) throws Exception {
    assertThat(desk.play(DEPLOY, START, run("then-die", how))).isFalse();

    assertThat(desk.result()).isEqualTo("run");
    assertThat(desk.warnings()).hasSize(1);
    assertThat(desk.warnings().getFirst())
        .matches(
            "the runtime exited with code "
                + how
                + " (while it was idle|before it answered shutdown).*");
  }

  @Test
  void terminateAfterTheRuntimesDeath() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("then-die", "3"), TERMINATE)).isFalse();

    assertThat(desk.result()).as("as on a node").isEqualTo("terminate");
    assertThat(falseSuccesses())
        .singleElement()
        .asString()
        .matches(
            "the runtime exited with code 3 (while it was idle|before it answered shutdown).*");
  }

  @Test
  void deathWhileAnotherProcessHoldsTheOutput() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("die-holding-the-pipe", "3"))).isFalse();

    assertThat(desk.result())
        .isEqualTo(
            "run 3: ExeScript command exited with code 3 / the runtime exited with code 3 during"
                + " the command");
    assertThat(desk.warnings().getFirst()).startsWith("the runtime left behind 1 process, which");
    desk.assertNobodyLeft("pid");
  }

  @Test
  void invalidMessagesKillTheRuntime() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("garbage"))).isFalse();

    assertThat(desk.result())
        .startsWith(
            "run 1: ExeScript command exited with code 1 / the runtime wrote this to its standard"
                + " output, where only messages of the protocol are allowed: \"Hello from"
                + " System.out! ")
        .endsWith("…\", during the command; the runtime was killed");
    desk.assertNobodyLeft("pid");
  }

  @Test
  void helloIsNotAnswered() throws Exception {
    desk.limit(Duration.ofSeconds(2));
    assertThat(desk.play(DEPLOY, start("hello", "silent"))).isFalse();

    assertThat(desk.result())
        .matches(
            "start -1: time limit of 2 s exceeded: the runtime has not answered hello \\(a node"
                + " would wait forever\\) / the runtime's process is [0-9]+");
    desk.assertNobodyLeft("pid");
  }

  @Test
  void helloIsRefused() throws Exception {
    assertThat(desk.play(DEPLOY, start("hello", "refuse"))).isFalse();

    assertThat(desk.result())
        .isEqualTo(
            "start -1: Runtime error: service hello error: Error { code: BadRequest, message: \"bad"
                + " thing\", context: {\"k\": \"v\", \"errno\": \"13\"} }");
  }

  @Test
  void shutdownIsNotAnswered() throws Exception {
    assertThat(desk.play(DEPLOY, start("shutdown", "silent"), run("x"))).isFalse();

    assertThat(desk.results()).containsExactly("deploy", "start", "run");
    assertThat(desk.warnings())
        .containsExactly(
            "the runtime did not answer shutdown within 5 s: a node would leave it running");
    desk.assertNobodyLeft("pid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          stay   | true  |
          0      | true  |
          3      | false | the runtime answered shutdown, and exited with code 3
          KILL   | false | the runtime answered shutdown, and was killed by signal 9
          refuse | false | the runtime refused to shut down: Error { code: BadRequest, message: "not now", context: {"k": "v", "errno": "13"} }
          """)
  void outcomesOfShutdown(String how, boolean clean, @Nullable String warning) throws Exception {
    assertThat(desk.play(DEPLOY, start("shutdown", how))).isEqualTo(clean);

    if (warning == null) {
      assertThat(desk.warnings()).isEmpty();
    } else {
      assertThat(desk.warnings()).containsExactly(warning);
    }
    desk.assertNobodyLeft("pid");
  }

  @Test
  void childLeftBehindIsEnded() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("child"))).isTrue();

    assertThat(desk.warnings()).hasSize(1);
    assertThat(desk.warnings().getFirst())
        .startsWith(
            "the runtime left behind 1 process, which would keep running on a node; ended here");
    desk.assertNobodyLeft("pid");
  }
}
