package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RuntimeProgram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Faulty workdirs: one sentence for each, and no partial writes.
class WorkdirTest {
  private final RuntimeProgram program = RuntimeProgram.of(Deploying.class);

  @RuntimeDef(name = "deploying")
  static final class Deploying implements GolemRuntime {
    @Override
    public Deployment deploy(Activity activity) {
      return Deployment.of().volume("/data");
    }

    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Deploying::new, args);
    }
  }

  @AfterEach
  void close() {
    program.close();
  }

  @Test
  void fileInPlaceOfADirectoryIsReported() throws IOException {
    Files.writeString(program.workdir().resolve(".golem-runtime"), "in the way");
    assertThat(program.deploy())
        .failedWith(1)
        .hasNoStdout()
        .hasStderr(
            "deploying: deploy failed: cannot write to the workdir "
                + program.workdir()
                + ": file exists\n");
  }

  @Test
  void fileInPlaceOfAVolumeIsReported() throws IOException {
    Path way = Files.writeString(program.workdir().resolve("vol-data"), "in the way");
    assertThat(program.deploy())
        .failedWith(1)
        .hasStderr(
            "deploying: deploy failed: cannot write to the workdir "
                + program.workdir()
                + ": file exists\n");
    assertThat(way).hasContent("in the way");
  }

  @Test
  void damagedDeploymentIsReported() throws IOException {
    assertThat(program.deploy()).succeeded();
    Path deployment = program.workdir().resolve(".golem-runtime/deployment.properties");
    Files.writeString(deployment, "volume.0.name=x\n");
    assertThat(program.run("anything"))
        .failedWith(1)
        .hasStderr(
            "deploying: run failed: "
                + deployment
                + " is damaged (no volume.0.path); deploy again\n");
  }
}
