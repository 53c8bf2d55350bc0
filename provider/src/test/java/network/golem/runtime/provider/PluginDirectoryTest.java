package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDirectoryTest {
  @TempDir Path folder;

  @Test
  void descriptorsAreFoundByTheirNames() throws Exception {
    for (String name : List.of("ya-b.json", "ya-a.json", "b.json", "ya-b.json.bak", "exe-unit")) {
      Files.createFile(folder.resolve(name));
    }
    Files.createFile(Files.createDirectory(folder.resolve("ya-runtime-a")).resolve("ya-c.json"));

    assertThat(new PluginDirectory(folder).descriptorFiles())
        .containsExactly(folder.resolve("ya-a.json"), folder.resolve("ya-b.json"));
  }

  @Test
  void anotherPattern() throws Exception {
    for (String name : List.of("ya-a.json", "ya-runtime-a.json", "ya-runtime-.json", "ya-r.json")) {
      Files.createFile(folder.resolve(name));
    }

    assertThat(new PluginDirectory(folder, "ya-runtime-*.json").descriptorFiles())
        .containsExactly(folder.resolve("ya-runtime-.json"), folder.resolve("ya-runtime-a.json"));
    assertThat(new PluginDirectory(folder, "ya-a.json").descriptorFiles())
        .containsExactly(folder.resolve("ya-a.json"));
    assertThat(new PluginDirectory(folder, "ya-[r]*.json").descriptorFiles()).isEmpty();
    assertThat(new PluginDirectory(folder, "aba*ba").finds(Path.of("aba")))
        .as("beginning and end do not share letters")
        .isFalse();
  }

  @Test
  void anEmptyOne() throws Exception {
    assertThat(new PluginDirectory(folder).descriptorFiles()).isEmpty();
  }

  @Test
  void none() throws Exception {
    Path missing = folder.resolve("plugins");
    assertThatThrownBy(new PluginDirectory(missing)::descriptorFiles)
        .isInstanceOf(ProviderException.class)
        .hasMessage(missing + " is no directory");

    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(new PluginDirectory(file)::descriptorFiles)
        .isInstanceOf(ProviderException.class)
        .hasMessage(file + " is no directory");
  }
}
