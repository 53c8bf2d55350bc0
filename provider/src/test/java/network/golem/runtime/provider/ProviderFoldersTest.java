package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a provider's folders are.
class ProviderFoldersTest {
  @TempDir Path home;

  private ProviderFolders find(Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("HOME", home.toString());
    return ProviderFolders.find(Optional.empty(), Optional.empty(), environment);
  }

  @Test
  void theUsualOnes() throws Exception {
    Files.createDirectories(home.resolve(".local/lib/yagna/plugins"));
    ProviderFolders folders = find(Map.of());

    assertThat(folders.plugins().folder()).isEqualTo(home.resolve(".local/lib/yagna/plugins"));
    assertThat(folders.data()).isEqualTo(home.resolve(".local/share/ya-provider"));
  }

  @Test
  void besideTheProviderThatAShellWouldStart() throws Exception {
    Files.createDirectories(home.resolve(".local/lib/yagna/plugins"));
    Path plugins = Files.createDirectories(home.resolve("golem/plugins"));
    Path provider = Files.createFile(home.resolve("golem/ya-provider"));
    Map<String, String> path = Map.of("PATH", "/nowhere::" + home.resolve("golem"));

    assertThat(find(path).plugins().folder()).as("no program").isNotEqualTo(plugins);
    assertThat(provider.toFile().setExecutable(true)).isTrue();
    assertThat(find(path).plugins().folder()).isEqualTo(plugins);
  }

  @Test
  void byTheEnvironment() throws Exception {
    ProviderFolders folders = find(Map.of("EXE_UNIT_PATH", "/p/ya-*.json", "DATA_DIR", "/d"));

    assertThat(folders.plugins().folder()).isEqualTo(Path.of("/p"));
    assertThat(folders.presets()).isEqualTo(Path.of("/d/presets.json"));
  }

  @Test
  void byTheUser() throws Exception {
    assertThat(
            ProviderFolders.find(
                Optional.of(Path.of("/x/../y")),
                Optional.of(Path.of("/z")),
                Map.of("EXE_UNIT_PATH", "/p/other.json", "DATA_DIR", "/d")))
        .isEqualTo(new ProviderFolders(new PluginDirectory(Path.of("/y")), Path.of("/z")));
  }

  @Test
  void aPatternOfTheOperatorsOwn() throws Exception {
    assertThat(find(Map.of("EXE_UNIT_PATH", "/p/ya-runtime-*.json")).plugins())
        .isEqualTo(new PluginDirectory(Path.of("/p"), "ya-runtime-*.json"));
    assertThat(find(Map.of("EXE_UNIT_PATH", "/p/mine.json")).plugins())
        .isEqualTo(new PluginDirectory(Path.of("/p"), "mine.json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /p/*-*.json  | EXE_UNIT_PATH is /p/*-*.json, where a provider takes one * at most, and that in the file's name; --plugins names a folder instead
          /p*/ya.json  | EXE_UNIT_PATH is /p*/ya.json, where a provider takes one * at most, and that in the file's name; --plugins names a folder instead
          /            | EXE_UNIT_PATH is the folder /, where a provider wants the names of descriptors, such as /ya-*.json
          """)
  void aPatternThatAProviderDoesNotTake(String pattern, String said) {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> find(Map.of("EXE_UNIT_PATH", pattern)))
        .withMessage(said);
  }
}
