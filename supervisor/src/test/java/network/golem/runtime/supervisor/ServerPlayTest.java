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
import network.golem.runtime.supervisor.model.PlayEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Scripts played against a runtime in server mode: the states, and the runtime's events about its
/// commands, however wrong.
@Timeout(20)
class ServerPlayTest {
  @TempDir Path folder;
  private Desk desk;

  @BeforeEach
  void rogue() throws IOException {
    desk = Desk.ofRogue(folder);
  }

  @Test
  void deployStartRunTerminateAndOnceMore() throws Exception {
    assertThat(
            desk.play(
                DEPLOY,
                start("hello", "text"),
                run("/bin/say", "a", "-b"),
                TERMINATE,
                DEPLOY,
                START,
                run("say", "c"),
                TERMINATE))
        .isTrue();

    assertThat(desk.results())
        .containsExactly(
            "deploy", "start", "run", "terminate", "deploy", "start", "run", "terminate");
    assertThat(desk.stdout(1)).isEqualTo("starting");
    assertThat(desk.stdout(2)).isEqualTo("say a -b");
    assertThat(desk.stdout(6)).isEqualTo("say c");
    assertThat(desk.warnings()).isEmpty();
    desk.assertNobodyLeft("pid");
  }

  @Test
  void firstFailureEndsTheBatch() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("end", "7"), run("end", "0"))).isFalse();

    assertThat(desk.results())
        .containsExactly("deploy", "start", "run 7: ExeScript command exited with code 7");
    assertThat(desk.warnings()).isEmpty();
    desk.assertNobodyLeft("pid");
  }

  @Test
  void refusedRun() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("refuse"))).isFalse();

    assertThat(desk.result())
        .isEqualTo(
            "run -1: Runtime error: Error { code: BadRequest, message: \"no program\", context:"
                + " {\"k\": \"v\", \"errno\": \"13\"} }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "..", ".", "a/..", ""})
  void entryPointWithoutAFileName(String entryPoint) throws Exception {
    desk.play(DEPLOY, START, run(entryPoint));

    assertThat(desk.result())
        .isEqualTo(
            "run -1: Runtime error: Invalid binary name / '" + entryPoint + "' has no file name");
  }

  @Test
  void entryPointInADirectory() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("/bin/say/", "a"), run("./say/.", "b"))).isTrue();

    assertThat(desk.stdout(2)).isEqualTo("say a");
    assertThat(desk.stdout(3)).isEqualTo("say b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"start": {}}                            | start -1: Local service error: State error: Activity is initialized - deploy() command is expected now / expected deploy, not start: an activity begins with deploy, and begins anew after a terminate
          {"run": {"entry_point": "x"}}            | run -1: Local service error: State error: Activity is initialized - deploy() command is expected now / expected deploy, not run: an activity begins with deploy, and begins anew after a terminate
          {"transfer": {"from": "a", "to": "b"}}   | transfer -1: Local service error: State error: Activity is initialized - deploy() command is expected now / expected deploy, not transfer: an activity begins with deploy, and begins anew after a terminate
          {"deploy": {}}, {"deploy": {}}           | deploy -1: Local service error: State error: Activity is deployed - start() command is expected now / expected start, not deploy: a deployed runtime has to be started first
          {"deploy": {}}, {"run": {"entry_point": "x"}} | run -1: Local service error: State error: Activity is deployed - start() command is expected now / expected start, not run: a deployed runtime has to be started first
          {"deploy": {}}, {"start": {}}, {"start": {}}  | start -1: Local service error: State error: Cannot send command after a successful start() / the runtime has been started already: there must be a terminate before another start
          {"deploy": {}}, {"start": {}}, {"deploy": {}} | deploy -1: Local service error: State error: Cannot send command after a successful start() / the runtime has been started already: there must be a terminate before another deploy
          {"deploy": {}}, {"terminate": {}}, {"start": {}} | start -1: Local service error: State error: Activity is initialized - deploy() command is expected now / expected deploy, not start: an activity begins with deploy, and begins anew after a terminate
          {"sign": {}}                             | sign -1: signing not supported: binary built without the 'sgx' feature
          """)
  void commandsRefusedInEachState(String commands, String result) throws Exception {
    assertThat(desk.play(commands)).isFalse();

    assertThat(desk.result()).isEqualTo(result);
  }

  @Test
  void terminateIsAcceptedInEveryState() throws Exception {
    assertThat(desk.play(TERMINATE, DEPLOY, TERMINATE, DEPLOY, START, TERMINATE, TERMINATE))
        .isTrue();

    assertThat(
            desk.heard(PlayEvent.StateChanged.class)
                .map(PlayEvent.StateChanged::state)
                .filter(state -> state.pending().isEmpty()))
        .as("in Initialized, none is told")
        .extracting(state -> state.current().toString())
        .containsExactly(
            "Initialized",
            "Deployed",
            "Initialized",
            "Deployed",
            "Ready",
            "Initialized",
            "Terminated");
  }

  @Test
  void eventsMayPrecedeTheAnswer() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("early"), run("end", "0"))).isTrue();

    assertThat(desk.stdout(2)).isEqualTo("early");
    assertThat(desk.warnings()).isEmpty();
  }

  @Test
  void answerAndEventsWithDifferentPids() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("other-pid"))).isTrue();

    assertThat(desk.warnings())
        .containsExactly("the run was answered with pid 999, but its events carry pid 1");
  }

  @Test
  void lateEventEndsTheNextRun() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("end", "0"), run("late"))).isFalse();

    assertThat(desk.result()).isEqualTo("run 42: ExeScript command exited with code 42");
    assertThat(desk.warnings())
        .first()
        .isEqualTo(
            "an event for pid 1, which has ended, arrived while a run was waiting for its first"
                + " event: a node assigns it to that run");
  }

  @Test
  void secondEndOfAPid() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("twice"))).isTrue();

    assertThat(desk.warnings())
        .containsExactly("the runtime reported another end for pid 1, which has ended");
  }

  @Test
  void outputAfterTheEnd() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("after"))).isTrue();

    assertThat(desk.warnings())
        .containsExactly("the runtime reported more for pid 1, which has ended");
    assertThat(desk.stdout(1)).as("that of start, as on a node").isEqualTo("afterwards");
  }

  @Test
  void eventsOfAnUnknownPid() throws Exception {
    assertThat(desk.play(DEPLOY, START, run("stray", "x"))).isTrue();

    assertThat(desk.stdout(1)).isEqualTo("from nobody");
    assertThat(desk.stdout(2)).isEqualTo("stray x");
    assertThat(desk.warnings())
        .containsExactly(
            "the runtime reported pid 77, which belongs to no run: a node adds its output to that"
                + " of start");
  }

  @Test
  void timeLimitEndsACommand() throws Exception {
    desk.limit(Duration.ofSeconds(3));
    assertThat(desk.play(DEPLOY, START, run("silent", "for ever"))).isFalse();

    assertThat(desk.result())
        .matches(
            "run -1: time limit of 3 s exceeded: the command has not ended; the runtime has"
                + " reported its start or output, but not its end"
                + " / the runtime's process is [0-9]+");
    assertThat(desk.stdout(2)).isEqualTo("silent for ever");
    assertThat(desk.warnings()).isEmpty();
    desk.assertNobodyLeft("pid");
  }

  @ParameterizedTest
  @CsvSource({"2, hello silent", "3, ''"})
  void cancelDuringACommand(int commands, String words) throws Exception {
    ScriptPlayer player = desk.player();
    desk.whenHeard(event -> {
      if (event instanceof PlayEvent.RuntimeSaid
          || (event instanceof PlayEvent.Output output && output.position().index() == 2)) {
        player.cancel();
      }
    });
    assertThat(
            player.play(
                desk.script(DEPLOY, start(words.split(" ")), run("silent"), run("end", "0"))))
        .isFalse();

    assertThat(desk.results()).hasSize(commands);
    assertThat(desk.result())
        .contains(" -1: Local service error: State error: Unexpected state: ")
        .endsWith(" / the activity was ended in the meantime");
    desk.assertNobodyLeft("pid");
  }
}
