package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A phase loads only the classes that it needs, because loading classes is what makes a start
/// slow.
class LazinessTest {
  @TempDir Path directory;
  private RuntimeProgram program;

  @RuntimeDef(name = "plain")
  static final class Plain implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Plain::new, args);
    }
  }

  @BeforeEach
  void launcher() throws IOException {
    program =
        RuntimeProgram.of(
            RuntimeLauncher.of(Plain.class)
                .after(
                    "export GOLEM_RUNTIME_JAVA_OPTIONS=-Xlog:class+load:file="
                        + directory
                        + "/loaded")
                .writeTo(directory));
  }

  private Stream<String> loaded() throws IOException {
    return Files.readAllLines(directory.resolve("loaded")).stream()
        .filter(line -> line.contains("source:") && !line.contains("shared objects file"));
  }

  @Test
  void testAndOfferTemplateNeedNeitherServerNorLibraries() throws IOException {
    assertThat(program.test()).succeeded();
    assertThat(loaded())
        .anyMatch(line -> line.contains(".sdk.invocation.Invocation "))
        .noneMatch(line -> line.contains("tools.jackson"))
        .noneMatch(line -> line.contains("picocli.CommandLine "))
        .noneMatch(line -> line.contains(".sdk.server."))
        .noneMatch(line -> line.contains(".sdk.processes."))
        .noneMatch(line -> line.contains(".sdk.config.Binder"));
    assertThat(program.offerTemplate()).succeeded();
    assertThat(loaded()).noneMatch(line -> line.contains("tools.jackson"));
  }

  @Test
  void serverLoadsNeitherConfigurationNorProgramsUntilNeeded() throws IOException {
    assertThat(program.deploy()).succeeded();
    assertThat(program.start().run("noop")).succeeded();
    assertThat(loaded())
        .anyMatch(line -> line.contains(".sdk.server.RuntimeServer "))
        .noneMatch(line -> line.contains("tools.jackson"))
        .noneMatch(line -> line.contains(".sdk.posix.Posix"))
        .noneMatch(line -> line.contains(".sdk.config.Binder"));
  }
}
