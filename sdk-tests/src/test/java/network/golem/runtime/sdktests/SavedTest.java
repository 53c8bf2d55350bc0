package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Values that `deploy` saves for later phases.
class SavedTest {
  private final RuntimeProgram program = RuntimeProgram.of(Saving.class);

  record Image(String name, List<String> layers, int port) {}

  @RuntimeDef(name = "saving")
  static final class Saving implements GolemRuntime {
    @Override
    public Deployment deploy(Activity activity) {
      activity.save(new Image("first", List.of(), 1));
      activity.save(new Image("alpine", List.of("a", "b"), 8080));
      return Deployment.of().volume("/data");
    }

    @Override
    public int run(Command command, Activity activity) {
      command.stdout().print(activity.saved(Image.class));
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Saving::new, args);
    }
  }

  @AfterEach
  void close() {
    program.close();
  }

  private Path saved() {
    return program.workdir().resolve(".golem-runtime/saved.json");
  }

  @Test
  void lastValueIsAvailableInLaterPhases() throws IOException {
    assertThat(program.deploy()).succeeded();
    String image = new Image("alpine", List.of("a", "b"), 8080).toString();
    assertThat(program.start().run("show")).succeeded().hasStdout(image);
    assertThat(program.run("show")).succeeded().hasStdout(image);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(saved())))
        .isEqualTo("rw-------");
  }

  @Test
  void missingValueIsReported() {
    assertThat(program.start().run("show"))
        .wasRefused(Code.INTERNAL)
        .hasMessage(
            "nothing was saved for this phase: "
                + saved()
                + " does not exist; call save(…) in deploy");
  }

  @Test
  void valueThatDoesNotFitIsReported() throws IOException {
    assertThat(program.deploy()).succeeded();
    Files.writeString(saved(), "{\"name\": \"x\", \"layers\": [],\n\"port\": \"high\"}");
    assertThat(program.start().run("show"))
        .wasRefused(Code.INTERNAL)
        .hasMessage(saved() + ", line 2: port must be a whole number; found: \"port\": \"high\"}");
  }

  @Test
  void damagedFileIsReported() throws IOException {
    assertThat(program.deploy()).succeeded();
    Files.writeString(saved(), "{\"name\": ");
    assertThat(program.start().run("show"))
        .wasRefused(Code.INTERNAL)
        .hasMessageContaining(saved() + ", line 1: invalid JSON: ");
  }

  @Test
  void damagedDeploymentIsTheAnswerToHello() throws IOException {
    assertThat(program.deploy()).succeeded();
    Path deployment = program.workdir().resolve(".golem-runtime/deployment.properties");
    Files.writeString(deployment, "mode=SOMETIMES\n");
    RuntimeSession session = program.starting();
    assertThat(session.awaitStart())
        .wasRefused(Code.INTERNAL)
        .hasMessageContaining(deployment + " is damaged")
        .hasMessageContaining("deploy again");
    assertThat(session.shutdown().code()).isEqualTo(1);
  }
}
