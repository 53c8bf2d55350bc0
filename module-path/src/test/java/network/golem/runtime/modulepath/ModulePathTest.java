package network.golem.runtime.modulepath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Starts a Java with all of our modules and their dependencies on the module path.
@Timeout(60)
class ModulePathTest {
  @TempDir Path directory;

  @Test
  void authorsModuleRunsItsTests() throws Exception {
    String modulePath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    Path said = directory.resolve("said");
    Process java =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=network.golem.runtime.sdk",
                    "--module-path",
                    modulePath,
                    "--module",
                    "network.golem.runtime.modulepath/" + Tests.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(java.waitFor(50, TimeUnit.SECONDS)).isTrue();
    } finally {
      java.destroyForcibly();
    }

    assertThat(Files.readString(said))
        .contains("module network.golem.runtime.modulepath: 2 of 2 tests succeeded")
        .doesNotContain("WARNING");
  }
}
