package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.supervisor.ScriptPlayer;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our supervisor plays scripts against a runtime on the published SDK.
class RustRuntimeTest {
  @TempDir Path directory;

  private final List<PlayEvent> events = new ArrayList<>();

  @Test
  void scriptIsPlayedToItsEnd() throws Exception {
    boolean succeeded =
        play(
            """
            [{"deploy": {}}, {"start": {}},
             {"run": {"entry_point": "echo", "args": ["hi"]}},
             {"run": {"entry_point": "noop"}},
             {"terminate": {}}]
            """);

    assertThat(succeeded).as("%s", events).isTrue();
    assertThat(printed(2)).isEqualTo("echo hi"); // this runtime sees the program's name as well
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            PlayEvent.Ended.class,
            ended -> assertThat(ended.usage().cost()).isEqualByComparingTo("0"));
  }

  @Test
  void failedCommandIsTheLast() throws Exception {
    boolean succeeded =
        play(
            """
            [{"deploy": {}}, {"start": {}},
             {"run": {"entry_point": "failcmd"}},
             {"run": {"entry_point": "noop"}}]
            """);

    assertThat(succeeded).isFalse();
    PlayEvent.CommandEnded last =
        events.stream()
            .filter(PlayEvent.CommandEnded.class::isInstance)
            .map(PlayEvent.CommandEnded.class::cast)
            .toList()
            .getLast();
    assertThat(last.position().index()).isEqualTo(2);
    assertThat(last.result().code()).isEqualTo(1);
    assertThat(last.result().message()).contains("ExeScript command exited with code 1");
  }

  private boolean play(String script) throws Exception {
    Path workdir = Files.createDirectory(directory.resolve("workdir"));
    Path file = Files.writeString(directory.resolve("script.json"), script);
    PlayOptions options = PlayOptions.in(workdir);
    RuntimeBinary runtime = RuntimeBinary.at(RustPeers.benchRuntime());
    return new ScriptPlayer(runtime, options, events::add).play(ExeScript.read(file));
  }

  private String printed(int index) {
    StringBuilder text = new StringBuilder();
    for (PlayEvent event : events) {
      if (event instanceof PlayEvent.Output output && output.position().index() == index) {
        text.append(output.bytes().utf8());
      }
    }
    return text.toString();
  }
}
