package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.sdk.Volumes.Volume;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Option;

/// `deploy`, and what it passes on to later phases.
@RuntimeTest(DeployTest.Deploying.class)
class DeployTest {

  @RuntimeDef(name = "deploying")
  static class Deploying implements GolemRuntime {
    @Option(names = "--volume")
    private List<String> volumes = List.of();

    @Option(names = "--mode")
    private Mode mode;

    @Override
    public Deployment deploy(Activity activity) throws Exception {
      Files.writeString(activity.workdir().resolve("deployed"), activity.volumes().list() + "");
      Deployment deployment = Deployment.of();
      for (String volume : volumes) {
        deployment = deployment.volume(volume);
      }
      return mode == null ? deployment : deployment.inMode(mode);
    }

    @Override
    public int run(Command command, Activity activity) {
      switch (command.program()) {
        case "mode" -> command.stdout().print(activity.mode());
        case "volumes" -> {
          for (Volume volume : activity.volumes().list()) {
            command
                .stdout()
                .println(volume.path() + " " + activity.workdir().relativize(volume.directory()));
          }
        }
        case "path" ->
            command
                .stdout()
                .print(
                    activity
                        .workdir()
                        .relativize(activity.volumes().path(command.arguments().getFirst())));
        case "host" -> command.stdout().print(activity.hostname());
        default -> {}
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Deploying::new, args);
    }
  }

  @RuntimeDef(name = "billing", counters = @UsageCounter(name = "golem.usage.own"))
  static final class Billing extends Deploying {
    static void main(String[] args) {
      GolemRuntime.launch(Billing::new, args);
    }
  }

  @Test
  void answerWithoutVolumesContainsOnlyTheMode(RuntimeProgram program) {
    assertThat(program.deploy())
        .succeeded()
        .hasStdout("{\"startMode\":\"blocking\",\"valid\":{\"Ok\":\"\"},\"vols\":[]}")
        .hasNoStderr();
  }

  @Test
  void volumesAreCreatedAndReported(RuntimeProgram program) {
    assertThat(program.with("--volume", "/golem/input", "--volume", "/work/").deploy())
        .succeeded()
        .hasStdout(
            "{\"startMode\":\"blocking\",\"valid\":{\"Ok\":\"\"},\"vols\":["
                + "{\"name\":\"vol-golem-input\",\"path\":\"/golem/input\"},"
                + "{\"name\":\"vol-work\",\"path\":\"/work\"}]}");
    assertThat(program.workdir().resolve("vol-golem-input")).isDirectory();
    assertThat(program.workdir().resolve("vol-work")).isDirectory();
  }

  @Test
  void volumesAreEmptyDuringDeploy(RuntimeProgram program) {
    program.with("--volume", "/golem/input").deploy();
    assertThat(program.workdir().resolve("deployed")).hasContent("[]");
  }

  @Test
  void laterPhasesKnowTheVolumes(RuntimeProgram program) {
    program.with("--volume", "/golem/input", "--volume", "/golem").deploy();
    RuntimeSession session = program.start();
    assertThat(session.run("volumes"))
        .hasStdout("/golem/input vol-golem-input\n/golem vol-golem\n");
    assertThat(session.run("path", "/golem/input/a/b.csv")).hasStdout("vol-golem-input/a/b.csv");
    assertThat(session.run("path", "/golem/other")).hasStdout("vol-golem/other");
    assertThat(program.run("path", "/golem/input")).hasStdout("vol-golem-input");
  }

  @Test
  void pathThatLeadsOutOfItsVolumeIsRefused(RuntimeProgram program) {
    program.with("--volume", "/golem").deploy();
    assertThat(program.run("path", "/golem/../../etc/passwd"))
        .failedWith(1)
        .hasStderrContaining("leads out of the volume /golem");
    assertThat(program.run("path", "/golemx"))
        .failedWith(1)
        .hasStderrContaining("no volume contains /golemx; the volumes are [/golem]");
  }

  @Test
  void requestorsVolumesAreCreatedAndReported(RuntimeProgram program) {
    String override =
        "{\"/golem\":{\"host\":{}}, \"/own\":{\"ram\":{\"size\":\"1.2 MB\"}},"
            + "\"/big\":{\"storage\":{\"size\":\"10.7 GB\",\"errors\":\"panic\"}}}";
    assertThat(program.with("--volume", "/golem", "--volume-override", override).deploy())
        .succeeded()
        .hasStdout(
            "{\"startMode\":\"blocking\",\"valid\":{\"Ok\":\"\"},\"vols\":["
                + "{\"name\":\"vol-golem\",\"path\":\"/golem\"},"
                + "{\"name\":\"vol-own\",\"path\":\"/own\"},"
                + "{\"name\":\"vol-big\",\"path\":\"/big\"}]}");
    assertThat(program.workdir().resolve("vol-own")).isDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a/../../b", "relative", "/", "/..", "/./a", "", "//", "../x", "/a/..", "/a\0b"})
  void invalidPathOfARequestorsVolumeIsRefused(String path, RuntimeProgram program)
      throws IOException {
    assertThat(
            program
                .with(
                    "--volume-override",
                    "{\"" + path.replace("\0", "\\u0000") + "\":{\"host\":{}}}")
                .deploy())
        .failedWith(1)
        .hasNoStdout()
        .hasStderrContaining("a volume's path must be absolute like /golem/input");
    try (Stream<Path> files = Files.list(program.workdir())) {
      assertThat(files).containsExactly(program.workdir().resolve("deployed"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a file", "a name that is too long", "nowhere to save"})
  void failedDeployLeavesNoVolumesBehind(String how, RuntimeProgram program) throws IOException {
    Path kept = Files.createDirectory(program.workdir().resolve("vol-kept"));
    List<Path> before = new ArrayList<>(List.of(kept, program.workdir().resolve("deployed")));
    String last = "/b";
    switch (how) {
      case "/a file" -> before.add(Files.createFile(program.workdir().resolve("vol-b")));
      case "a name that is too long" -> last = "/" + "b".repeat(300);
      default -> before.add(Files.createFile(program.workdir().resolve(".golem-runtime")));
    }
    assertThat(program.with("--volume", "/kept", "--volume", "/a", "--volume", last).deploy())
        .failedWith(1)
        .hasNoStdout()
        .hasStderrContaining("cannot write to the workdir " + program.workdir() + ": ");
    try (Stream<Path> files = Files.list(program.workdir())) {
      assertThat(files).containsExactlyInAnyOrderElementsOf(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "[]",
        "{\"/a\":{\"disk\":{}}}",
        "{\"/a\":{\"host\":{},\"ram\":{}}}",
        "{\"/a\":{}}",
        "{\"/a\":{\"host\":{}}} and more",
        "{\"/a\":{\"host\":"
      })
  void malformedOverrideIsRefused(String override, RuntimeProgram program) {
    assertThat(program.with("--volume-override", override).deploy())
        .failedWith(2)
        .hasNoStdout()
        .hasStderrContaining("--volume-override needs ");
  }

  @Test
  void chosenModeIsUsedByStart(RuntimeProgram program) {
    assertThat(program.with("--mode", "ONE_SHOT").deploy())
        .succeeded()
        .hasStdoutContaining("\"startMode\":\"empty\"");
    assertThat(program.call("--workdir", program.workdir().toString(), "start", "--"))
        .succeeded()
        .hasNoStdout();
    assertThat(program.run("mode")).hasStdout("ONE_SHOT");
    assertThat(program.with("--mode", "SERVER").deploy()).succeeded();
    assertThat(program.start().run("mode")).hasStdout("SERVER");
  }

  @Test
  void laterPhasesWorkWithoutDeploy(RuntimeProgram program) {
    RuntimeSession session = program.start();
    assertThat(session.run("mode")).hasStdout("SERVER");
    assertThat(session.run("volumes")).succeeded().hasNoStdout();
    assertThat(program.run("mode")).hasStdout("SERVER");
  }

  @Test
  void damagedDeploymentIsRefused(RuntimeProgram program) throws IOException {
    program.deploy();
    Path saved = program.workdir().resolve(".golem-runtime/deployment.properties");
    Files.writeString(saved, "mode=SIDEWAYS\n");
    assertThat(program.run("mode"))
        .failedWith(1)
        .hasStderrContaining(saved + " is damaged")
        .hasStderrContaining("deploy again");
  }

  @Test
  @RuntimeTest(Billing.class)
  void ownCountersAreRefusedInOneShotMode(RuntimeProgram program) {
    assertThat(program.with("--mode", "ONE_SHOT").deploy())
        .failedWith(1)
        .hasNoStdout()
        .hasStderrContaining("golem.usage.own, which is not reported in ONE_SHOT mode");
    assertThat(program.deploy()).succeeded();
  }
}
