package network.golem.runtime.sdk.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataDirectoryTest {
  private static final Path HOME = Path.of("/home/ada");

  @ParameterizedTest
  @CsvSource({
    "Linux, /home/ada/.local/share/mygreatruntime",
    "FreeBSD, /home/ada/.local/share/mygreatruntime",
    "Mac OS X, /home/ada/Library/Application Support/My-Great-Runtime",
    "Windows 11, /home/ada/AppData/Roaming/My Great Runtime/data"
  })
  void eachSystemHasADefaultDirectory(String system, Path expected) {
    assertThat(DataDirectory.of("My Great Runtime", Map.of(), system, HOME)).isEqualTo(expected);
  }

  @Test
  void environmentOverridesItOnLinux() {
    assertThat(DataDirectory.of("X", Map.of("XDG_DATA_HOME", "/data"), "Linux", HOME))
        .isEqualTo(Path.of("/data/x"));
    assertThat(DataDirectory.of("X", Map.of("XDG_DATA_HOME", "relative"), "Linux", HOME))
        .isEqualTo(HOME.resolve(".local/share/x"));
  }

  @Test
  void environmentOverridesItOnWindows() {
    assertThat(DataDirectory.of("X", Map.of("APPDATA", "/roaming"), "Windows 10", HOME))
        .isEqualTo(Path.of("/roaming/X/data"));
  }
}
