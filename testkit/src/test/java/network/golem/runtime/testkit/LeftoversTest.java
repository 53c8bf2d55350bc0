package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A test leaves nothing behind in its process.
class LeftoversTest {
  private static final int TIMES = 30;

  @Test
  void noDescriptorIsLeftOpen() {
    long before = descriptors();
    for (int i = 0; i < TIMES; i++) {
      try (RuntimeProgram greeter = RuntimeProgram.of(Greeter.class)) {
        assertThat(greeter.deploy()).succeeded();
        RuntimeSession session = greeter.start();
        assertThat(session.run("greet", "Ada")).succeeded();
      }
    }
    assertThat(descriptors()).isLessThan(before + TIMES);
  }

  @Test
  void noWorkdirIsLeftBehind() throws IOException {
    Path workdir;
    try (RuntimeProgram greeter = RuntimeProgram.of(Greeter.class)) {
      workdir = greeter.workdir();
      Files.createDirectories(workdir.resolve("a/b"));
      Files.writeString(workdir.resolve("a/b/file"), "text");
    }
    assertThat(workdir).doesNotExist();
  }

  private static long descriptors() {
    return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
        .getOpenFileDescriptorCount();
  }
}
