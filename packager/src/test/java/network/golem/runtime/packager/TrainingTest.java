package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir Path runtime;

  /// A runtime that needs a file of its package would fail in the training, and its caches would
  /// lack what it loads.
  @Test
  void trainedProcessFindsThePackagedFiles() throws Exception {
    Path cache = Files.createDirectory(runtime.resolve("lib")).resolve("phases.aot");
    assertThat(training().recorded("phases", cache))
        .noneMatch(word -> word.startsWith("-Dgolem.runtime.files="));
    Files.createFile(Files.createDirectory(runtime.resolve("files")).resolve("model"));
    assertThat(training().recorded("phases", cache))
        .filteredOn(word -> word.startsWith("-Dgolem.runtime.files="))
        .singleElement()
        .satisfies(word -> assertThat(Path.of(word.split("=")[1], "model")).exists());
  }

  private Training training() {
    RuntimeJava java =
        new RuntimeJava(runtime, true, List.of(), Set.of(), Optional.empty(), Optional.empty());
    SdkProgram sdk = new SdkProgram(java, new ClassPath(List.of()));
    return new Training(
        sdk,
        runtime,
        List.of(),
        "Main",
        Optional.empty(),
        false,
        Optional.empty(),
        runtime.resolve("training"));
  }
}
