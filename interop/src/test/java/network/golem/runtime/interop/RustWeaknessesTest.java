package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.golem.runtime.supervisor.ScriptPlayer;
import network.golem.runtime.supervisor.model.ExeResult;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The faults of a runtime on the published SDK: our supervisor copes with each, and reports it.
@Timeout(60)
class RustWeaknessesTest {
  @TempDir Path directory;
  private Path runtime;
  private final List<PlayEvent> events = Collections.synchronizedList(new ArrayList<>());

  /// It treats the program's own name as an argument, unless it is told otherwise.
  @BeforeEach
  void runtime() throws Exception {
    runtime = directory.resolve("bench");
    Files.writeString(
        runtime, "#!/bin/sh\nBENCH_STRIP_ARG0=1 exec '" + RustPeers.benchRuntime() + "' \"$@\"\n");
    Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private boolean play(String... commands) throws Exception {
    Path workdir = Files.createDirectories(directory.resolve("workdir"));
    Path file =
        Files.writeString(
            directory.resolve("script.json"), "[" + String.join(", ", commands) + "]");
    PlayOptions options =
        PlayOptions.in(workdir).withTimeout(Optional.of(Duration.ofSeconds(3))).withResults(true);
    return new ScriptPlayer(RuntimeBinary.at(runtime), options, events::add)
        .play(ExeScript.read(file));
  }

  private boolean started(String... commands) throws Exception {
    return play(
        Stream.concat(Stream.of("{\"deploy\": {}}", "{\"start\": {}}"), Stream.of(commands))
            .toArray(String[]::new));
  }

  private static String run(String program, String... args) {
    String words = String.join(", ", Stream.of(args).map(word -> "\"" + word + "\"").toList());
    return "{\"run\": {\"entry_point\": \""
        + program
        + "\", \"args\": ["
        + words
        + "], \"capture\": {\"stdout\": {\"stream\": {}}}}}";
  }

  private String last() {
    ExeResult result =
        events.stream()
            .filter(PlayEvent.CommandEnded.class::isInstance)
            .map(event -> ((PlayEvent.CommandEnded) event).result())
            .toList()
            .getLast();
    return result.code()
        + ": "
        + result.message().orElse("ok")
        + (result.explanation().isEmpty() ? "" : " / " + result.explanation());
  }

  private List<String> warnings() {
    return events.stream()
        .filter(PlayEvent.Warning.class::isInstance)
        .map(event -> ((PlayEvent.Warning) event).sentence())
        .toList();
  }

  @Test
  void panicEndsNoCommand() throws Exception {
    assertThat(started(run("panic"))).isFalse();

    assertThat(last())
        .matches(
            "-1: time limit of 3 s exceeded: the command has not ended; the runtime has reported"
                + " its start or output, but not its end / the runtime's process is [0-9]+");
  }

  @Test
  void pidWithoutEvents() throws Exception {
    assertThat(started(run("slowstart", "10"))).isFalse();

    assertThat(last())
        .matches(
            "-1: time limit of 3 s exceeded: the command has not ended; the runtime has answered it"
                + " with pid 99999, and has reported nothing about it / the runtime's process is"
                + " [0-9]+");
  }

  @Test
  void exitDuringACommandCountsAsSuccessOnANode() throws Exception {
    assertThat(started(run("shutdown"), run("noop"))).isFalse();

    assertThat(last()).isEqualTo("0: ok");
    assertThat(events)
        .filteredOn(PlayEvent.FalseSuccess.class::isInstance)
        .hasSize(2)
        .allSatisfy(event ->
            assertThat(((PlayEvent.FalseSuccess) event).sentence())
                .startsWith("the runtime exited with code 0 ")
                .endsWith(": neither this command nor any later one is executed"));
  }

  @Test
  void failureReasonIsLost() throws Exception {
    assertThat(started(run("failcmd"))).isFalse();

    assertThat(last()).isEqualTo("1: ExeScript command exited with code 1");
  }

  @Test
  void statesHaveNoEffect() throws Exception {
    assertThat(started(run("state", "x"))).isTrue();

    assertThat(warnings())
        .containsExactly(
            "the runtime reported the state bench.state, which has no effect: a node only logs"
                + " states");
  }

  @Test
  void unknownOptionsFailDeploy() throws Exception {
    assertThat(play("{\"deploy\": {\"volumes\": [\"/a\"]}}")).isFalse();

    assertThat(last()).isEqualTo("1: ExeScript command exited with code 1");
    assertThat(
            events.stream()
                .filter(PlayEvent.Output.class::isInstance)
                .map(event -> ((PlayEvent.Output) event).bytes().utf8()))
        .anyMatch(text -> text.contains("--volume-override"));
  }

  @Test
  void refusedRunCausesNoWarning() throws Exception {
    assertThat(started(run("nonsense"))).isFalse();

    assertThat(last())
        .isEqualTo(
            "-1: Runtime error: Error { code: NotFound, message: \"unknown command: nonsense\","
                + " context: {} }");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void programThatOutlivesTheRuntimeIsReportedAndEnded() throws Exception {
    assertThat(started(run("exec", "sh", "-c", "sleep 1000 >/dev/null 2>&1 & echo begun")))
        .isTrue();

    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith(
            "the runtime left behind 1 process, which would keep running on a node; ended here: ");
  }

  @Test
  void ordinaryCommandsWork() throws Exception {
    assertThat(
            started(
                run("echo", "hi"),
                run("flood", "1000000", "1000"),
                run("noop"),
                "{\"terminate\": {}}"))
        .isTrue();

    assertThat(warnings()).isEmpty();
  }
}
