package network.golem.runtime.sdk.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.Volumes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumesTest {
  @TempDir Path workdir;

  @Test
  void declaredAndAddedOnesGetADirectoryEach() throws Exception {
    List<SavedDeployment.Volume> volumes =
        VolumePlan.make(
            workdir,
            List.of("/golem/input", "/golem//work/"),
            List.of("/golem/input", "/golem-work"));

    assertThat(volumes)
        .extracting(SavedDeployment.Volume::path)
        .containsExactly("/golem/input", "/golem/work", "/golem-work");
    assertThat(volumes)
        .extracting(SavedDeployment.Volume::name)
        .containsExactly("vol-golem-input", "vol-golem-work", "vol-golem-work-2");
    assertThat(volumes)
        .allSatisfy(volume -> assertThat(workdir.resolve(volume.name())).isDirectory());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "relative", "/a/../b", "/..", "/a/./b"})
  void whatIsNoVolumesPathIsRefused(String path) {
    assertThatThrownBy(() -> VolumePlan.make(workdir, List.of(path), List.of()))
        .hasMessageEndingWith("without '..', not '" + path + "'");
    assertThat(workdir).isEmptyDirectory();
  }

  @Test
  void aPathLiesInTheVolumeThatCoversMostOfIt() throws Exception {
    Volumes volumes = deployed("/golem", "/golem/input");

    assertThat(volumes.path("/golem/input/a.csv"))
        .isEqualTo(workdir.resolve("vol-golem-input/a.csv"));
    assertThat(volumes.path("/golem/input")).isEqualTo(workdir.resolve("vol-golem-input"));
    assertThat(volumes.path("/golem/inputs")).isEqualTo(workdir.resolve("vol-golem/inputs"));
  }

  @Test
  void aPathOutOfTheVolumeIsRefused() throws Exception {
    Volumes volumes = deployed("/golem");

    assertThatThrownBy(() -> volumes.path("/golem/../../etc/passwd"))
        .hasMessage("/golem/../../etc/passwd leads out of the volume /golem");
    assertThatThrownBy(() -> volumes.path("/elsewhere"))
        .hasMessage("no volume covers /elsewhere; there are [/golem]");
  }

  @Test
  void aDeploymentIsFoundByTheLaterPhases() throws Exception {
    SavedDeployment saved =
        new SavedDeployment(
            Mode.ONE_SHOT, List.of(new SavedDeployment.Volume("vol-ä=:#", "/ä b\nc=:#!")));
    saved.save(workdir);
    saved.save(workdir);

    assertThat(SavedDeployment.load(workdir)).contains(saved);
  }

  @Test
  void aDamagedDeploymentSaysSo() throws Exception {
    assertThat(SavedDeployment.load(workdir)).isEmpty();
    Path file = workdir.resolve(".golem-runtime/deployment.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mode=SOMETIMES\n");

    assertThatThrownBy(() -> SavedDeployment.load(workdir))
        .hasMessageStartingWith(file + " is damaged (")
        .hasMessageEndingWith("deploy again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"/a\":1}",
        "{\"/a\":{}}",
        "{\"/a\":{\"disk\":{}}}",
        "{\"/a\":{\"host\":{}}} x",
        "{"
      })
  void aMalformedOverrideIsRefused(String json) {
    assertThatThrownBy(() -> VolumeOverride.paths(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--volume-override needs ");
  }

  @Test
  void everyKindOfOverrideIsRead() {
    assertThat(
            VolumeOverride.paths(
                "{\"/a\":{\"host\":{}},\"/b\":{\"ram\":{\"size\":\"1.2 MB\"}},\"/c\":{\"storage\":"
                    + "{\"size\":\"10.7 GB\",\"preallocate\":\"2.7 GB\",\"errors\":\"panic\"}}}"))
        .containsExactly("/a", "/b", "/c");
  }

  private Volumes deployed(String... paths) throws Exception {
    return DeployedVolumes.of(
        new SavedDeployment(Mode.SERVER, VolumePlan.make(workdir, List.of(paths), List.of())),
        workdir);
  }
}
