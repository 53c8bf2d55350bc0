package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a launcher starts Java, for runtimes and for tools.
class LauncherTest {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir Path temp;
  private Path directory;

  @BeforeEach
  void aDirectoryWithAllThatShellsMistake() {
    directory = temp.resolve("a b's $HOME & \"c\" `d` *");
  }

  @ParameterizedTest
  @MethodSource("network.golem.runtime.packager.Shells#all")
  void argumentsArriveUnchanged(List<String> shell) throws Exception {
    List<String> words =
        List.of(
            "", " a  b ", "$HOME", "`id`", "it's", "\"q\"", "*", "\\", "@file", "-cp", "--", "ü\n");
    List<String> line = new ArrayList<>(shell);
    line.addAll(List.of(program(Launcher.Kind.RUNTIME).toString(), "words"));
    line.addAll(words);

    assertThat(Finished.run(line)).isEqualTo(new Finished(0, String.join("\0", words), ""));
  }

  @Test
  void exitCodeIsTheProgramsOwn() throws Exception {
    assertThat(run(program(Launcher.Kind.RUNTIME), "7").code()).isEqualTo(7);
    assertThat(run(program(Launcher.Kind.TOOL), "7").code()).isEqualTo(7);
  }

  @Test
  void worksThroughSymbolicLinks() throws Exception {
    Path program = program(Launcher.Kind.RUNTIME);
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Path absolute = Files.createSymbolicLink(bin.resolve("absolute"), program);
    Path relative = Files.createSymbolicLink(temp.resolve("relative"), Path.of("bin/absolute"));
    Path throughDirectory = Files.createSymbolicLink(temp.resolve("directory"), directory);

    assertThat(run(absolute, "words", "x").out()).isEqualTo("x");
    assertThat(run(relative, "words", "x").out()).isEqualTo("x");
    assertThat(run(throughDirectory.resolve("bin/probe"), "words", "x").out()).isEqualTo("x");
    assertThat(inDirectory(temp, "./relative words x").out()).isEqualTo("x");
    assertThat(inDirectory(temp, "sh relative words x").out()).isEqualTo("x");
    assertThat(inDirectory(bin, "PATH=$PWD:$PATH; absolute words x").out()).isEqualTo("x");
  }

  @Test
  void worksAfterItsDirectoryIsMoved() throws Exception {
    program(Launcher.Kind.RUNTIME);
    Path moved = Files.move(directory, temp.resolve("elsewhere"));

    assertThat(run(moved.resolve("bin/probe"), "words", "x").out()).isEqualTo("x");
  }

  @Test
  void javaHomeOfTheRightVersionIsUsed() throws Exception {
    Path program = program(Launcher.Kind.RUNTIME);

    for (String version : List.of("25", "25.0.3")) {
      assertThat(runWith(fakeJava(version), program)).isEqualTo(new Finished(0, "", "fake\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.0.1", "1.8.0_402", "250", "26"})
  void javaHomeOfAnotherVersionIsIgnored(String version) throws Exception {
    assertThat(runWith(fakeJava(version), program(Launcher.Kind.TOOL)).code()).isEqualTo(7);
  }

  @Test
  void invalidJavaHomeIsIgnored() throws Exception {
    Path program = program(Launcher.Kind.TOOL);

    assertThat(runWith(Path.of(""), program).code()).isEqualTo(7);
    assertThat(runWith(temp.resolve("missing"), program).code()).isEqualTo(7);
    assertThat(runWith(Files.createDirectories(temp.resolve("empty")), program).code())
        .isEqualTo(7);
  }

  @Test
  void missingJavaIsReported() throws Exception {
    Path program = program(Launcher.Kind.RUNTIME, Path.of("/nowhere/java 25"));

    Finished finished = runWith(fakeJava("17"), program);

    assertThat(finished.code()).isEqualTo(127);
    assertThat(finished.out()).isEmpty();
    assertThat(finished.err())
        .isEqualTo(
            "probe: it requires Java 25: JAVA_HOME (%s) is not one, and /nowhere/java 25, which it was built with, no longer exists\n"
                .formatted(temp.resolve("java 17")));
    assertThat(run(program, "7").err()).contains("JAVA_HOME (not set)");
  }

  @Test
  void directoryThatAClassPathCannotContainIsRefused() throws Exception {
    directory = temp.resolve("a:b");

    Finished finished = run(program(Launcher.Kind.RUNTIME), "7");

    assertThat(finished.code()).isEqualTo(127);
    assertThat(finished.err()).contains("a:b/bin, has a colon in its path");
  }

  @Test
  void shellProcessBecomesJava() throws Exception {
    Process process = new ProcessBuilder(program(Launcher.Kind.RUNTIME).toString(), "wait").start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("waiting");
      assertThat(process.info().command())
          .hasValueSatisfying(java -> assertThat(java).endsWith("java"));
      assertThat(process.descendants()).isEmpty();
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(143);
    }
  }

  private Path program(Launcher.Kind kind) throws IOException {
    return program(kind, JAVA_HOME);
  }

  private Path program(Launcher.Kind kind, Path javaHome) throws IOException {
    Jars.ofProbe(directory.resolve("lib/the probe's.jar"));
    new Launcher(
            kind, "probe", javaHome, List.of("the probe's.jar"), List.of(), Probe.class.getName())
        .write(directory);
    return directory.resolve("bin/probe");
  }

  /// A Java home whose `java` prints "fake".
  private Path fakeJava(String version) throws IOException {
    Path home = Files.createDirectories(temp.resolve("java " + version));
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"25\"\nJAVA_VERSION=\"%s\"\nOS_NAME=\"Linux\"\n".formatted(version));
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho fake\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private static Finished run(Path program, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(List.of(words));
    return Finished.run(line);
  }

  private static Finished runWith(Path javaHome, Path program) throws Exception {
    return Finished.run(
        "", List.of(program.toString(), "7"), Map.of("JAVA_HOME", javaHome.toString()));
  }

  private static Finished inDirectory(Path directory, String line) throws Exception {
    return Finished.run(List.of("sh", "-c", "cd \"$0\" && " + line, directory.toString()));
  }
}
