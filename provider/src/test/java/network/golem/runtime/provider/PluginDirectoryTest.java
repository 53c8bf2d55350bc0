package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDirectoryTest {
  @TempDir Path directory;

  @Test
  void descriptorsAreFoundByName() throws Exception {
    for (String name : List.of("ya-b.json", "ya-a.json", "b.json", "ya-b.json.bak", "exe-unit")) {
      Files.createFile(directory.resolve(name));
    }
    Files.createFile(Files.createDirectory(directory.resolve("ya-runtime-a")).resolve("ya-c.json"));

    assertThat(new PluginDirectory(directory).descriptorFiles())
        .containsExactly(directory.resolve("ya-a.json"), directory.resolve("ya-b.json"));
  }

  @Test
  void anotherPattern() throws Exception {
    for (String name : List.of("ya-a.json", "ya-runtime-a.json", "ya-runtime-.json", "ya-r.json")) {
      Files.createFile(directory.resolve(name));
    }

    assertThat(new PluginDirectory(directory, "ya-runtime-*.json").descriptorFiles())
        .containsExactly(
            directory.resolve("ya-runtime-.json"), directory.resolve("ya-runtime-a.json"));
    assertThat(new PluginDirectory(directory, "ya-a.json").descriptorFiles())
        .containsExactly(directory.resolve("ya-a.json"));
    assertThat(new PluginDirectory(directory, "ya-[r]*.json").descriptorFiles()).isEmpty();
    assertThat(new PluginDirectory(directory, "aba*ba").finds(Path.of("aba")))
        .as("beginning and end do not share letters")
        .isFalse();
  }

  @Test
  void emptyDirectory() throws Exception {
    assertThat(new PluginDirectory(directory).descriptorFiles()).isEmpty();
  }

  @Test
  void missingDirectory() throws Exception {
    Path missing = directory.resolve("plugins");
    assertThatThrownBy(new PluginDirectory(missing)::descriptorFiles)
        .isInstanceOf(ProviderException.class)
        .hasMessage(missing + " is not a directory");

    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(new PluginDirectory(file)::descriptorFiles)
        .isInstanceOf(ProviderException.class)
        .hasMessage(file + " is not a directory");
  }
}
