package network.golem.runtime.sdk.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.activity.SavedDeployment;
import network.golem.runtime.sdk.build.TrainingScript.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An author's script, as the trained process plays it.
class TrainingScriptTest {
  private static final String SCRIPT =
      """
      [{"deploy": {}}, {"start": {"args": []}},
       {"run": {"entry_point": "say", "args": ["a b", "ü&="]}}, {"run": {"entry_point": "end"}},
       {"terminate": {}}]
      """;

  @TempDir Path directory;

  private TrainingScript read(String... more) throws IOException {
    Path script = Files.writeString(directory.resolve("script.json"), SCRIPT);
    List<String> words = new ArrayList<>(List.of(script.toString()));
    words.addAll(List.of(more));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ScriptMain.main(words.toArray(String[]::new));
    } finally {
      System.setOut(before);
    }
    return TrainingScript.read(Files.write(directory.resolve("runs"), printed.toByteArray()));
  }

  @Test
  void runsAreReadWithTheirPackage() throws IOException {
    List<Run> runs = List.of(new Run("say", List.of("a b", "ü&=")), new Run("end", List.of()));
    assertThat(read()).isEqualTo(new TrainingScript("", runs));
    assertThat(read("/a package.zip")).isEqualTo(new TrainingScript("/a package.zip", runs));
  }

  @Test
  void oneShotCommandsAreCalledWhereTheRuntimeIsDeployed() throws Exception {
    List<String> calls = new ArrayList<>();
    read("/package.zip").run(new PhaseCall(words -> calls.add(String.join(" ", words))), directory);
    String options = "--workdir " + directory + " --task-package /package.zip ";
    assertThat(calls)
        .containsExactly(
            options + "start",
            options + "run --entrypoint say -- a b ü&=",
            options + "run --entrypoint end --",
            options + "run --entrypoint say -- a b ü&="); // as a process
  }

  @Test
  void onlyADeployedRuntimeIsInOneShotMode() throws IOException {
    assertThat(TrainingScript.isOneShot(directory)).isFalse();
    new SavedDeployment(Mode.SERVER, List.of()).save(directory);
    assertThat(TrainingScript.isOneShot(directory)).isFalse();
    new SavedDeployment(Mode.ONE_SHOT, List.of()).save(directory);
    assertThat(TrainingScript.isOneShot(directory)).isTrue();
  }
}
