package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.PluginDirectory;
import network.golem.runtime.provider.Preset;
import network.golem.runtime.provider.Presets;
import network.golem.runtime.provider.ProviderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Processes of `golem-runtime` that change one provider's files at the same time, or die while
/// they do so: either a runtime is installed with its preset, or neither exists.
class InstallsTest {
  private static final int RUNTIMES = 10;

  @TempDir Path directory;
  private final List<Process> started = new ArrayList<>();
  private Path plugins;
  private Path data;

  @BeforeEach
  void provider() throws IOException {
    plugins = Files.createDirectory(directory.resolve("plugins"));
    data = Files.createDirectory(directory.resolve("data"));
    executable(plugins.resolve("exe-unit"));
    for (int i = 0; i < RUNTIMES; i++) {
      Path built = Files.createDirectories(directory.resolve("built" + i + "/ya-runtime-r" + i));
      executable(built.resolve("r"));
      Files.write(built.resolve("more"), new byte[200_000]);
      Files.writeString(
          directory.resolve("built" + i + "/ya-runtime-r" + i + ".json"),
          """
          [{"name": "NAME", "version": "1.0.0", "supervisor-path": "exe-unit",
            "runtime-path": "ya-runtime-NAME/r"}]
          """
              .replace("NAME", "r" + i));
    }
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  private static void executable(Path file) throws IOException {
    Files.writeString(file, "#!/bin/sh\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process tool(String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of(Packaged.tool().toString()));
    line.addAll(List.of(words));
    line.addAll(List.of("--plugins", plugins.toString(), "--data-dir", data.toString()));
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("said" + started.size()).toFile())
            .start();
    started.add(process);
    return process;
  }

  private Process install(int runtime) throws IOException {
    return tool("install", directory.resolve("built" + runtime).toString(), "--price=duration=1");
  }

  private void succeeds(Process process) throws Exception {
    assertThat(process.waitFor())
        .as(Files.readString(directory.resolve("said" + started.indexOf(process))))
        .isZero();
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "r" + i).toList();
  }

  /// The installed runtimes, each of which must have one active preset and its files; nothing else
  /// may be left.
  private List<String> installed() throws Exception {
    List<String> described = new ArrayList<>();
    for (Path file : new PluginDirectory(plugins).descriptorFiles()) {
      described.add(Descriptor.read(file).getFirst().name());
    }
    assertThat(presets()).containsExactlyInAnyOrderElementsOf(described);
    List<String> expected = new ArrayList<>(List.of("exe-unit"));
    for (String name : described) {
      expected.addAll(List.of("ya-runtime-" + name, "ya-runtime-" + name + ".json"));
    }
    try (Stream<Path> files = Files.list(plugins)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    return described;
  }

  private List<String> presets() throws ProviderException {
    Path file = data.resolve("presets.json");
    if (!Files.exists(file)) {
      return List.of();
    }
    Presets presets = Presets.read(file);
    assertThat(presets.active())
        .containsExactlyInAnyOrderElementsOf(presets.presets().stream().map(Preset::name).toList());
    return presets.presets().stream().map(Preset::exeunitName).toList();
  }

  @Fault(value = "10 installs at once", tries = 1, whole = 50)
  void installsAtOnce() throws Exception {
    List<Process> installs = new ArrayList<>();
    for (int i = 0; i < RUNTIMES; i++) {
      installs.add(install(i));
    }
    for (Process install : installs) {
      succeeds(install);
    }
    assertThat(installed()).containsExactlyInAnyOrderElementsOf(names(0, RUNTIMES));
  }

  @Fault(value = "5 installs and 3 uninstalls at once", tries = 1, whole = 50)
  void installsAndUninstallsAtOnce() throws Exception {
    for (int i = 0; i < 3; i++) {
      succeeds(install(i));
    }
    List<Process> changes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      changes.add(tool("uninstall", "r" + i));
    }
    for (int i = 3; i < 8; i++) {
      changes.add(install(i));
    }
    for (Process change : changes) {
      succeeds(change);
    }
    assertThat(installed()).containsExactlyInAnyOrderElementsOf(names(3, 8));
  }

  @Fault(value = "install or uninstall killed at any moment", tries = 2, whole = 200)
  void killedAtAnyMoment(Attempt attempt) throws Exception {
    boolean uninstall = attempt.number() % 2 == 0;
    long began = System.nanoTime();
    succeeds(install(0));
    long whole = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

    Process killed = uninstall ? tool("uninstall", "r0") : install(1);
    boolean _ =
        killed.waitFor(attempt.random().nextLong(whole / 3, whole + 1), TimeUnit.MILLISECONDS);
    killed.destroyForcibly().waitFor();
    succeeds(install(2));

    assertThat(installed()).contains("r2").isSubsetOf("r0", "r1", "r2");
  }
}
