package network.golem.runtime.sdk.processes.starting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Why a file may not be executed.
class DeniedFileTest {
  private static final List<String> MOUNTS =
      List.of(
          "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
          "23 22 0:21 / /data rw,nosuid,noexec shared:2 - tmpfs tmpfs rw",
          "24 23 0:22 / /data/with\\040blank rw shared:3 - tmpfs tmpfs rw",
          "25 23 0:23 / /data/twice rw shared:4 - tmpfs tmpfs rw",
          "26 23 0:24 / /data/twice rw,noexec shared:5 - tmpfs tmpfs rw");

  private static boolean isNoexec(String file) {
    return DeniedFile.isOnNoexecMount(Path.of(file), MOUNTS);
  }

  @Test
  void theInnermostMountCounts() {
    assertThat(isNoexec("/usr/bin/tool")).isFalse();
    assertThat(isNoexec("/data/tool")).isTrue();
    assertThat(isNoexec("/database/tool")).isFalse();
    assertThat(isNoexec("/data/with blank/tool")).isFalse();
    assertThat(isNoexec("/data/twice/tool")).as("the last of two").isTrue();
  }

  @Test
  void aDirectoryIsNotExecuted(@TempDir Path directory) throws IOException {
    assertThat(DeniedFile.reason(directory)).isEqualTo("it is a directory");
    Path file = Files.createFile(directory.resolve("tool"));
    assertThat(DeniedFile.reason(file)).isEqualTo("permission denied, or not a regular file");
    assertThat(DeniedFile.reason(directory.resolve("gone")))
        .isEqualTo("permission denied, or not a regular file");
  }
}
