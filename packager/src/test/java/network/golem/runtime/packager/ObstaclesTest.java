package network.golem.runtime.packager;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Obstacles that keep a packaged runtime's own Java from starting: one sentence for each.
class ObstaclesTest {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir Path temp;
  private Path directory;
  private Path java;

  @BeforeEach
  void aRuntimeWithAJavaOfItsOwn() throws IOException {
    directory = temp.resolve("runtime");
    Jars.ofProbe(directory.resolve("lib/probe.jar"));
    java = Files.createDirectories(directory.resolve("java/bin")).resolve("java");
    Files.copy(JAVA_HOME.resolve("bin/java"), java, StandardCopyOption.COPY_ATTRIBUTES);
    Files.createSymbolicLink(directory.resolve("java/lib"), JAVA_HOME.resolve("lib"));
    launcher(JAVA_HOME).write(directory);
  }

  private static Launcher launcher(Path javaHome) {
    return new Launcher(
        Launcher.Kind.LINKED_RUNTIME,
        "probe",
        javaHome,
        List.of("probe.jar"),
        List.of("-XX:+UseSerialGC"),
        Probe.class.getName());
  }

  @AfterEach
  void withoutLinks() throws IOException {
    Jars.removeLinks(temp);
  }

  @Test
  void startsWithoutObstacles() throws Exception {
    assertThat(call()).isEqualTo(new Finished(0, "x", ""));
  }

  @Test
  void missingJava() throws Exception {
    Files.delete(java);

    complains(
        "its Java, %s, is missing, or in a directory that this user cannot enter; copy the whole"
            + " directory",
        directory.resolve("bin/../java/bin/java"));
  }

  @Test
  void missingJars() throws Exception {
    Files.delete(directory.resolve("lib/probe.jar"));

    complains(
        "its jars are missing in %s; copy the whole directory", directory.resolve("bin/../lib"));
  }

  @Test
  void javaWithoutExecutePermission() throws Exception {
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rw-r--r--"));

    complains(
        "its Java, %s, cannot be executed: permission denied; copy the directory with its"
            + " permissions",
        directory.resolve("bin/../java/bin/java"));
  }

  @Test
  void noexecFileSystem() throws Exception {
    assumeThat(Finished.run(List.of("unshare", "-m", "true")).code())
        .as("file systems can be mounted for one process here")
        .isZero();
    Path mount = Files.createDirectories(temp.resolve("mount"));

    Finished finished =
        Finished.run(
            List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount -t tmpfs -o noexec none \"$1\" && cp -a \"$0\"/. \"$1\" && exec sh"
                    + " \"$1/bin/probe\" words x",
                directory.toString(),
                mount.toString()));

    assertThat(finished)
        .isEqualTo(
            new Finished(
                127,
                "",
                "probe: its Java, %s, cannot be executed: its file system is mounted with noexec; install it on another, or mount it with exec\n"
                    .formatted(mount.resolve("bin/../java/bin/java"))));
  }

  /// As for a runtime that was packaged for another processor, or another C library.
  @Test
  void javaForAnotherArchitecture() throws Exception {
    String loader = ElfFile.loader(java).orElseThrow();
    assertThat(loader).startsWith("/").contains("ld-");
    String other = loader.replace("ld-", "no-");
    Path home = temp.resolve("other");
    Path otherJava = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.write(
        otherJava, Files.readString(java, ISO_8859_1).replace(loader, other).getBytes(ISO_8859_1));

    launcher(home).write(directory);

    complains(
        "its Java, %s, is for another kind of system: it needs %s, which does not exist here;"
            + " package the runtime on a system with this processor and C library",
        directory.resolve("bin/../java/bin/java"), other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zażółć", "日本", "é"})
  void directoryNamesBeyondAsciiAreNoObstacle(String name) throws Exception {
    directory = Files.move(directory, temp.resolve(name));

    assertThat(call()).isEqualTo(new Finished(0, "x", ""));
  }

  @ParameterizedTest
  @MethodSource("network.golem.runtime.packager.Shells#all")
  void pathThatAClassPathCannotContain(List<String> shell) throws Exception {
    for (String name :
        List.of(
            "\\360\\235\\204\\236", "b\\377x")) { // a character beyond U+FFFF, and invalid UTF-8
      Finished finished =
          Finished.run(
              List.of(
                  "sh",
                  "-c",
                  "cd \"$0\" && to=$(printf '%s') && cp -a runtime \"$to\" && exec %s \"$0/$to/bin/probe\" words x"
                      .formatted(name, String.join(" ", shell)),
                  temp.toString()));

      assertThat(finished.code()).as(name).isEqualTo(127);
      assertThat(finished.err())
          .as(name)
          .endsWith(
              "/bin, has bytes in its path that are not UTF-8, or a character beyond U+FFFF, which"
                  + " Java cannot represent in a class path; install it in another directory\n")
          .hasLineCount(1);
    }
  }

  private Finished call() throws Exception {
    return Finished.run(List.of(directory.resolve("bin/probe").toString(), "words", "x"));
  }

  private void complains(String sentence, Object... values) throws Exception {
    assertThat(call())
        .isEqualTo(new Finished(127, "", "probe: " + sentence.formatted(values) + "\n"));
  }
}
