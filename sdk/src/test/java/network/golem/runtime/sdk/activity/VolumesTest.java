package network.golem.runtime.sdk.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.Volumes;
import network.golem.runtime.sdk.Volumes.Kind;
import network.golem.runtime.sdk.activity.VolumeOverride.Asked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumesTest {
  @TempDir Path workdir;

  @Test
  void declaredAndAddedVolumesGetADirectoryEach() throws Exception {
    List<SavedDeployment.Volume> volumes =
        VolumePlan.make(
            new NewDirectories(workdir),
            List.of("/golem/input", "/golem//work/"),
            List.of(
                new Asked("/golem/input", Kind.RAM, OptionalLong.of(3)),
                new Asked("/golem-work", Kind.HOST, OptionalLong.empty())));

    assertThat(volumes)
        .extracting(SavedDeployment.Volume::path)
        .containsExactly("/golem/input", "/golem/work", "/golem-work");
    assertThat(volumes)
        .extracting(SavedDeployment.Volume::name)
        .containsExactly("vol-golem-input", "vol-golem-work", "vol-golem-work-2");
    assertThat(volumes)
        .extracting(SavedDeployment.Volume::kind)
        .containsExactly(Kind.RAM, Kind.HOST, Kind.HOST);
    assertThat(volumes)
        .allSatisfy(volume -> assertThat(workdir.resolve(volume.name())).isDirectory());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "relative", "/a/../b", "/..", "/a/./b"})
  void invalidVolumePathIsRefused(String path) {
    assertThatThrownBy(() -> VolumePlan.make(new NewDirectories(workdir), List.of(path), List.of()))
        .hasMessageEndingWith("without '..', not '" + path + "'");
    assertThat(workdir).isEmptyDirectory();
  }

  @Test
  void pathBelongsToTheVolumeWithTheLongestPrefix() throws Exception {
    Volumes volumes = deployed("/golem", "/golem/input");

    assertThat(volumes.path("/golem/input/a.csv"))
        .isEqualTo(workdir.resolve("vol-golem-input/a.csv"));
    assertThat(volumes.path("/golem/input")).isEqualTo(workdir.resolve("vol-golem-input"));
    assertThat(volumes.path("/golem/inputs")).isEqualTo(workdir.resolve("vol-golem/inputs"));
  }

  @Test
  void pathOutOfTheVolumeIsRefused() throws Exception {
    Volumes volumes = deployed("/golem");

    assertThatThrownBy(() -> volumes.path("/golem/../../etc/passwd"))
        .hasMessage("/golem/../../etc/passwd leads out of the volume /golem");
    assertThatThrownBy(() -> volumes.path("/elsewhere"))
        .hasMessage("no volume contains /elsewhere; the volumes are [/golem]");
  }

  @Test
  void linkOutOfTheVolumeIsRefused(@TempDir Path elsewhere) throws Exception {
    Volumes volumes = deployed("/golem", "/other");
    Path volume = workdir.resolve("vol-golem");
    Files.createSymbolicLink(volume.resolve("out"), elsewhere);
    Files.createSymbolicLink(volume.resolve("nowhere"), elsewhere.resolve("not-yet"));
    Files.createSymbolicLink(volume.resolve("in"), Path.of("folder"));
    Files.createDirectory(volume.resolve("folder"));

    for (String path : List.of("/golem/out", "/golem/out/new", "/golem/nowhere")) {
      assertThatThrownBy(() -> volumes.path(path))
          .hasMessage(path + " leads out of the volume /golem through a link");
    }
    assertThat(volumes.path("/golem/in/new")).isEqualTo(volume.resolve("in/new"));
    assertThat(volumes.path("/golem/new/newer")).isEqualTo(volume.resolve("new/newer"));
  }

  @Test
  void laterPhasesReadTheDeployment() throws Exception {
    SavedDeployment saved =
        new SavedDeployment(
            Mode.ONE_SHOT,
            List.of(
                new SavedDeployment.Volume(
                    "vol-ä=:#", "/ä b\nc=:#!", Kind.STORAGE, OptionalLong.of(5)),
                new SavedDeployment.Volume("vol-b", "/b", Kind.HOST, OptionalLong.empty())));
    saved.save(workdir);
    saved.save(workdir);

    assertThat(SavedDeployment.load(workdir)).contains(saved);
  }

  @Test
  void damagedDeploymentIsReported() throws Exception {
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
  void malformedOverrideIsRefused(String json) {
    assertThatThrownBy(() -> VolumeOverride.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--volume-override needs ");
  }

  @Test
  void everyKindOfOverrideIsRead() {
    assertThat(
            VolumeOverride.parse(
                "{\"/a\":{\"host\":{}},\"/b\":{\"ram\":{\"size\":\"1.2 MB\"}},\"/c\":{\"storage\":"
                    + "{\"size\":\"10.7 GB\",\"preallocate\":\"2.7 GB\",\"errors\":\"panic\"}}}"))
        .containsExactly(
            new Asked("/a", Kind.HOST, OptionalLong.empty()),
            new Asked("/b", Kind.RAM, OptionalLong.of(1_200_000)),
            new Asked("/c", Kind.STORAGE, OptionalLong.of(10_700_000_000L)));
  }

  @ParameterizedTest
  @CsvSource({
    "512 B, 512",
    "1.5 KB, 1500",
    "1.5kB, 1500",
    "1.2 MB, 1200000",
    "10.7 GB, 10700000000",
    "3.3 TB, 3300000000000",
    "2 PB, 2000000000000000",
    "1KiB, 1024",
    "10GiB, 10737418240",
    "1.2 EB, 1200000000000000000",
    "1EiB, 1152921504606846976",
    "18.4 EB, 9223372036854775807",
    "2.5 MiB, 2621440",
    "1 TiB, 1099511627776",
    "1.0 EB, 1000000000000000000",
    "2eib, 2305843009213693952",
    "18.4 EB, 9223372036854775807",
    "18446744073709551615, 9223372036854775807",
    "1048576, 1048576"
  })
  void sizesAreReadInEveryForm(String text, long bytes) {
    assertThat(VolumeOverride.parse("{\"/a\":{\"ram\":{\"size\":\"" + text + "\"}}}"))
        .containsExactly(new Asked("/a", Kind.RAM, OptionalLong.of(bytes)));
  }

  @Test
  void sizeMayBeANumber() {
    assertThat(VolumeOverride.parse("{\"/a\":{\"ram\":{\"size\":4096}}}"))
        .containsExactly(new Asked("/a", Kind.RAM, OptionalLong.of(4096)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "much", "-1 GB", "1 XB", "1,5 GB", "99999999 PB"})
  void invalidSizeIsRefused(String text) {
    assertThatThrownBy(() -> VolumeOverride.parse("{\"/a\":{\"ram\":{\"size\":\"" + text + "\"}}}"))
        .hasMessageContaining("the size of '/a': a size must be a number with B, kB")
        .hasMessageContaining("not '" + text + "'");
  }

  private Volumes deployed(String... paths) throws Exception {
    return DeployedVolumes.of(
        new SavedDeployment(
            Mode.SERVER, VolumePlan.make(new NewDirectories(workdir), List.of(paths), List.of())),
        workdir);
  }
}
