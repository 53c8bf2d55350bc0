package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The JDK modules that a program needs.
class JdkModulesTest {
  @TempDir Path directory;

  @Test
  void jarWithoutADeclarationNeedsWhatItsClassesUse() throws Exception {
    Path jar = Jars.ofProbe(directory.resolve("probe-1.jar"));

    assertThat(JdkModules.of(List.of(jar))).containsExactly("java.base");
  }

  @Test
  void jarWithADeclarationNeedsWhatItRequires() throws Exception {
    Path assertions =
        Path.of(Assertions.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertThat(JdkModules.of(List.of(assertions)))
        .as("it requires some only to compile against")
        .contains("java.base")
        .doesNotContain("org.junit.jupiter.api", "java.desktop");
  }
}
