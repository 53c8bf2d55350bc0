package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.supervisor.ScriptPlayer;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runtimes in other languages, written from the published pages alone, under the desk's
/// supervisor, the test kit and the published client.
@Timeout(60)
class OtherLanguagesTest {
  private static final String ITEMS = "golem.usage.items";

  @TempDir Path directory;

  private final List<PlayEvent> events = Collections.synchronizedList(new ArrayList<>());

  @ParameterizedTest
  @EnumSource
  void aScriptIsPlayedAndBilledToItsEnd(OtherLanguage language) throws Exception {
    assertThat(play(language, "exescript.json")).as("%s", events).isTrue();

    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            PlayEvent.Ended.class,
            ended -> assertThat(ended.usage().cost()).isEqualByComparingTo("0.007"));
    assertThat(warnings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aFailingProgramEndsTheScript(OtherLanguage language) throws Exception {
    assertThat(play(language, "failing.json")).isFalse();

    assertThat(last()).isEqualTo("7: ExeScript command exited with code 7");
    assertThat(warnings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCommandThatDoesNotExistIsRefused(OtherLanguage language) throws Exception {
    assertThat(play(language, "refused.json")).isFalse();

    assertThat(last())
        .startsWith("-1: Runtime error: Error { code: NotFound, message: \"there is no command ");
    assertThat(warnings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void phases(OtherLanguage language) throws Exception {
    try (RuntimeProgram program = RuntimeProgram.of(language.binary())) {
      assertThat(program.test()).succeeded().hasNoStdout();
      assertThat(program.version()).succeeded().hasStdout(language.runtime() + " 1.0.0\n");

      JsonNode offer = JsonMapper.shared().readTree(program.offerTemplate().stdout());
      assertThat(offer.at("/constraints").asString()).isEmpty();
      assertThat(offer.at("/properties").size()).isEqualTo(1);

      assertThat(
              program
                  .with("--volume-override", "{\"/../in\":{\"host\":{}}}", "--new-option", "x")
                  .deploy())
          .succeeded()
          .hasStdoutContaining("\"blocking\"")
          .hasStderrContaining("ignoring the unknown option --new-option");
      assertThat(program.workdir().resolve("volume-1")).isDirectory();
      assertThat(program.call("deploy")).failedWith(2).hasNoStdout();
      assertThat(program.call("juggle")).failedWith(2).hasNoStdout();
    }
  }

  @ParameterizedTest
  @EnumSource
  void commands(OtherLanguage language) throws Exception {
    try (RuntimeProgram program = RuntimeProgram.of(language.binary())) {
      assertThat(program.deploy()).succeeded();
      try (RuntimeSession session = program.start()) {
        assertThat(session.run("echo", "a", "", "ü \"b\"")).succeeded().hasStdout("a  ü \"b\"\n");
        assertThat(session.run("fail", "42", "why")).failedWith(42).hasStderr("why\n");
        assertThat(session.run("fail", "juggle")).failedWith(1).hasNoStdout();
        assertThat(session.run("fail", "4294967296")).failedWith(1).hasNoStdout();
        assertThat(session.run("exec", "sh", "-c", "cat; echo out; echo err >&2; exit 3"))
            .failedWith(3)
            .hasStdout("out\n")
            .hasStderr("err\n");
        assertThat(session.run("exec", "/does/not/exist")).failedWith(127);
        assertThat(session.run("exec", "sh", "-c", "kill -9 $$")).failedWith(137);
        assertThat(session.run("juggle")).wasRefused(Code.NOT_FOUND);
        assertThat(session.run("flood", "5000000").stdoutBytes()).hasSize(5_000_000);
        assertThat(session.run("count", "3")).succeeded().hasCounter(ITEMS, 3);
        assertThat(session.run("count", "nan")).failedWith(1);
        assertThat(session.run("count", "1e308")).succeeded();
        assertThat(session.run("count", "1e308")).failedWith(1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKillEndsACommandAndItsPrograms(OtherLanguage language) throws Exception {
    try (RuntimeProgram program = RuntimeProgram.of(language.binary())) {
      assertThat(program.deploy()).succeeded();
      try (RuntimeSession session = program.start()) {
        RunningCommand sleeping = session.start("sleep", "1000");
        RunningCommand tree =
            session.start("exec", "sh", "-c", "sleep 1000 & echo asleep; sleep 1000");

        assertThat(tree.awaitStdout("asleep").kill(15).await()).failedWith(143);
        assertThat(sleeping.kill(2).await()).failedWith(130);
        assertThat(session.kill(77, 15).toString()).contains("no command 77 is running");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfInputAndShutdownEndTheCommands(OtherLanguage language) throws Exception {
    try (RuntimeProgram program = RuntimeProgram.of(language.binary())) {
      assertThat(program.deploy()).succeeded();
      try (RuntimeSession session = program.start()) {
        RunningCommand running = session.start("exec", "sh", "-c", "echo asleep; sleep 1000");
        running.awaitStdout("asleep");
        session.shutdown();
        assertThat(running.await()).failedWith(143);
      }
      try (RuntimeSession session = program.start()) {
        RunningCommand running = session.start("sleep", "1000");
        running.pid();
        session.closeInput();
        assertThat(running.await()).failedWith(143);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCounterGoesOnAfterARedeploy(OtherLanguage language) throws Exception {
    try (RuntimeProgram program = RuntimeProgram.of(language.binary())) {
      for (double total : new double[] {3, 6}) {
        assertThat(program.deploy()).succeeded();
        try (RuntimeSession session = program.start()) {
          assertThat(session.run("count", "3")).succeeded().hasCounter(ITEMS, total);
        }
      }
    }
  }

  /// The first call may have to build the client.
  @ParameterizedTest
  @EnumSource
  @Timeout(600)
  void aThousandCommandsAtOnceEndOnceEach(OtherLanguage language) throws Exception {
    Path binary = language.binary();
    String printed =
        RustPeers.run(
            List.of(
                RustPeers.driver().toString(),
                "concurrent",
                "1000",
                "echo",
                "--",
                binary.toString(),
                "--workdir",
                directory.toString(),
                "start"));
    JsonNode report = JsonMapper.shared().readTree(printed);

    assertThat(report.at("/codes/0").asInt()).as("codes in %s", report).isEqualTo(1000);
    assertThat(report.at("/ends").asInt()).as("ends in %s", report).isEqualTo(1000);
    assertThat(report.at("/late_events").asInt(-1)).as("late events in %s", report).isZero();
    assertThat(report.at("/shutdown").asString()).as("shutdown in %s", report).isEqualTo("ok");
  }

  private boolean play(OtherLanguage language, String script) throws Exception {
    Path workdir = Files.createDirectories(directory.resolve("workdir"));
    return new ScriptPlayer(
            RuntimeBinary.at(language.binary()), PlayOptions.in(workdir), events::add)
        .play(ExeScript.read(language.directory().resolve(script)));
  }

  private String last() {
    PlayEvent.CommandEnded ended = of(PlayEvent.CommandEnded.class).toList().getLast();
    return ended.result().code() + ": " + ended.result().message().orElse("ok");
  }

  private List<String> warnings() {
    return of(PlayEvent.Warning.class).map(PlayEvent.Warning::sentence).toList();
  }

  private <E extends PlayEvent> Stream<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }
}
