package network.golem.runtime.projecttests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The archive of the command, which has a Java of its own: the profile `archive` of `cli` packages
/// it in the same way.
@Timeout(120)
class ToolArchiveTest {
  private static final Path TOOL = Path.of("../cli/target/golem-runtime/lib");
  private static final String VERSION = System.getProperty("golem.test.version");

  /// In one-shot mode.
  private static final String RUNTIME =
      """
      #!/bin/sh
      case "$*" in
        --version) echo test 1.0.0 ;;
        *offer-template) echo '{"properties":{},"constraints":""}' ;;
        *deploy*) echo '{"valid":{"Ok":""}}' ;;
      esac
      """;

  @TempDir Path directory;

  /// How a program has ended.
  private record Ended(int code, String said) {}

  @Test
  void worksOnAMachineWithoutJava() throws Exception {
    Ended packaged = execute(System.getenv(), packager(directory.resolve("archive")));
    assertThat(packaged.code()).as(packaged.said()).isZero();
    assertThat(packaged.said()).endsWith("/archive/golem-runtime.tar.gz\n");
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path archive = directory.resolve("archive/golem-runtime.tar.gz");
    assertThat(
            execute(
                System.getenv(),
                List.of("tar", "-xzf", archive.toString(), "-C", elsewhere.toString())))
        .isEqualTo(new Ended(0, ""));
    assertThat(elsewhere.toFile().list()).containsExactly("golem-runtime");
    String tool = elsewhere.resolve("golem-runtime/bin/golem-runtime").toString();
    Map<String, String> bare = Map.of("PATH", withoutJava().toString());
    assertThat(execute(bare, List.of("/bin/sh", "-c", "command -v java")).code()).isNotZero();

    Ended list = execute(bare, List.of(tool, "check", "--list", "--only", "RUN-2"));
    assertThat(list.said()).contains("run.end.once ");
    assertThat(list.code()).isZero();

    Ended checked =
        execute(bare, List.of(tool, "check", "--only", "cli.version", runtime().toString()));
    assertThat(checked.said()).contains("1 checks: 1 passed, 0 failed");
    assertThat(checked.code()).isZero();
  }

  private static List<String> packager(Path output) throws IOException {
    String classPath;
    try (Stream<Path> jars = Files.list(TOOL)) {
      classPath =
          jars.map(jar -> jar.toAbsolutePath().normalize().toString())
              .collect(Collectors.joining(File.pathSeparator));
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        TOOL.resolve("golem-runtime-packager-" + VERSION + ".jar").toString(),
        "network.golem.runtime.packager.Main",
        "tool",
        "--java",
        "linked",
        "--name",
        "golem-runtime",
        "--main",
        "network.golem.runtime.cli.GolemRuntimeCommand",
        "--jar",
        TOOL.resolve("golem-runtime-cli-" + VERSION + ".jar").toString(),
        "--class-path",
        classPath,
        "--output",
        output.toString());
  }

  /// A directory of what a POSIX system has anyway.
  private Path withoutJava() throws IOException {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    for (String name : List.of("cat", "ls", "readlink", "sh")) {
      Path program =
          Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
              .map(each -> Path.of(each, name))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(bin.resolve(name), program);
    }
    return bin;
  }

  private Path runtime() throws IOException {
    Path runtime = Files.writeString(directory.resolve("runtime"), RUNTIME);
    Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwxr-xr-x"));
    return runtime;
  }

  /// @param environment all of it
  private static Ended execute(Map<String, String> environment, List<String> line)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().keySet().retainAll(environment.keySet());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), said);
  }
}
