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

/// The search for a provider's directories.
class ProviderDirectoriesTest {
  @TempDir Path home;

  private ProviderDirectories find(Map<String, String> more) throws Exception {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("HOME", home.toString());
    return ProviderDirectories.find(Optional.empty(), Optional.empty(), environment);
  }

  @Test
  void defaultDirectories() throws Exception {
    Files.createDirectories(home.resolve(".local/lib/yagna/plugins"));
    ProviderDirectories directories = find(Map.of());

    assertThat(directories.plugins().directory())
        .isEqualTo(home.resolve(".local/lib/yagna/plugins"));
    assertThat(directories.data()).isEqualTo(home.resolve(".local/share/ya-provider"));
  }

  @Test
  void directoryNextToTheProviderOnThePath() throws Exception {
    Files.createDirectories(home.resolve(".local/lib/yagna/plugins"));
    Path plugins = Files.createDirectories(home.resolve("golem/plugins"));
    Path provider = Files.createFile(home.resolve("golem/ya-provider"));
    Map<String, String> path = Map.of("PATH", "/nowhere::" + home.resolve("golem"));

    assertThat(find(path).plugins().directory()).as("no program").isNotEqualTo(plugins);
    assertThat(provider.toFile().setExecutable(true)).isTrue();
    assertThat(find(path).plugins().directory()).isEqualTo(plugins);
  }

  @Test
  void directoriesFromTheEnvironment() throws Exception {
    ProviderDirectories directories =
        find(Map.of("EXE_UNIT_PATH", "/p/ya-*.json", "DATA_DIR", "/d"));

    assertThat(directories.plugins().directory()).isEqualTo(Path.of("/p"));
    assertThat(directories.presets()).isEqualTo(Path.of("/d/presets.json"));
  }

  @Test
  void directoriesFromTheUser() throws Exception {
    assertThat(
            ProviderDirectories.find(
                Optional.of(Path.of("/x/../y")),
                Optional.of(Path.of("/z")),
                Map.of("EXE_UNIT_PATH", "/p/other.json", "DATA_DIR", "/d")))
        .isEqualTo(new ProviderDirectories(new PluginDirectory(Path.of("/y")), Path.of("/z")));
  }

  @Test
  void operatorsPattern() throws Exception {
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
          /p/*-*.json  | EXE_UNIT_PATH is /p/*-*.json, but may contain only one *, in the file name; use --plugins DIR instead
          /p*/ya.json  | EXE_UNIT_PATH is /p*/ya.json, but may contain only one *, in the file name; use --plugins DIR instead
          /            | EXE_UNIT_PATH is the directory /, but must name descriptor files, such as /ya-*.json
          """)
  void unsupportedPatternIsRefused(String pattern, String said) {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> find(Map.of("EXE_UNIT_PATH", pattern)))
        .withMessage(said);
  }
}
