package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.sdk.GolemRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Packaging by hand, from jars.
@Timeout(60)
class PackageCommandTest {
  @TempDir Path directory;
  private Tool tool;

  @BeforeEach
  void jars() throws Exception {
    tool = new Tool(directory);
    Path lib = Files.createDirectories(directory.resolve("needed jars"));
    jar(lib.resolve("protocol.jar"), directoryOf(Request.class));
    jar(lib.resolve("sdk.jar"), directoryOf(GolemRuntime.class));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar")) {
        Files.copy(Path.of(entry), lib.resolve(Path.of(entry).getFileName()));
      }
    }
    jar(
        directory.resolve("parrot.jar"),
        directoryOf(Parrot.class),
        "network/golem/runtime/cli/Parrot");
  }

  @AfterEach
  void end() {
    tool.close();
  }

  /// The directory that a class was compiled to, or the jar that contains it.
  private static Path directoryOf(Class<?> type) throws Exception {
    URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
    return Path.of(location);
  }

  private static void jar(Path jar, Path classes, String... mainAndMore) throws IOException {
    if (Files.isRegularFile(classes)) {
      Files.copy(classes, jar);
      return;
    }
    Optional<String> main = Stream.of(mainAndMore).findFirst();
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.ifPresent(name ->
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, name.replace('/', '.')));
    List<Path> files;
    try (Stream<Path> inside = Files.walk(classes)) {
      files =
          inside
              .filter(Files::isRegularFile)
              .filter(file -> classes.relativize(file).toString().startsWith(main.orElse("")))
              .toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Path file : files) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(entries);
        }
        entries.closeEntry();
      }
    }
  }

  private Tool.Result pack(String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of("package"));
    line.addAll(List.of(words));
    return tool.call(line.toArray(String[]::new));
  }

  @Test
  void packagedRuntimeCanBePlayed() throws Exception {
    Tool.Result packaged = pack("--java", "build", "parrot.jar", "needed jars");
    assertThat(packaged.code()).as(packaged.err()).isZero();
    assertThat(packaged.out()).contains("packaged the runtime parrot in ");

    tool.script("hello");
    Tool.Result played = tool.call("run", "-q", "script.json");

    assertThat(played.code()).as(played.err()).isZero();
    assertThat(played.out()).isEqualTo("hello\n");
  }

  @Test
  void missingVersionIsNoticed() throws Exception {
    jar(
        directory.resolve("unversioned.jar"),
        directoryOf(Unversioned.class),
        "network/golem/runtime/cli/Unversioned");
    Tool.Result packaged = pack("--java", "build", "unversioned.jar", "needed jars");

    assertThat(packaged.code()).as(packaged.err()).isZero();
    assertThat(packaged.err())
        .isEqualTo(
            "warning: the runtime unversioned has no version, so it is offered as 0.0.0-dev; set"
                + " one in @RuntimeDef of network.golem.runtime.cli.Unversioned, such as version ="
                + " \"1.0.0\"\n");
  }

  /// Whoever installs a runtime must know that it breaks with the next update of the JDK.
  @Test
  void installingARuntimeOnTheJavaOfTheBuildIsWarnedOf() throws Exception {
    assertThat(pack("--java", "build", "parrot.jar", "needed jars").err()).isEmpty();
    Path plugins = Files.createDirectories(directory.resolve("provider/plugins"));
    assertThat(Files.createFile(plugins.resolve("exe-unit")).toFile().setExecutable(true)).isTrue();

    Tool.Result installed =
        tool.call(
            "install",
            ".",
            "--no-preset",
            "--plugins",
            plugins.toString(),
            "--data-dir",
            directory + "/provider/data");

    assertThat(installed.code()).as(installed.err()).isZero();
    assertThat(installed.err())
        .isEqualTo(
            "warning: the runtime has no Java of its own (runtime.java=build), so it works on this"
                + " machine only, while the JDK in "
                + System.getProperty("java.home")
                + " is there\n");
  }

  @Test
  void javaOptionsReachTheRuntime() throws Exception {
    Tool.Result packaged =
        pack(
            "--java",
            "build",
            "--jvm-option=-Xmx77m",
            "--jvm-option=-Dx=it's y",
            "parrot.jar",
            "needed jars");
    assertThat(packaged.code()).as(packaged.err()).isZero();

    assertThat(directory.resolve("target/plugins/ya-runtime-parrot/bin/parrot"))
        .content()
        .contains(" '-Xmx77m' ".replace("'", ""), "'-Dx=it'\\''s y'");
  }

  @Test
  void jarsWithoutARuntimeAreRefused() throws Exception {
    assertThat(pack("missing.jar").err()).isEqualTo("golem-runtime: missing.jar is not a file\n");
    assertThat(pack("needed jars/sdk.jar").err())
        .isEqualTo(
            "golem-runtime: the manifest of needed jars/sdk.jar names no main class; use --main"
                + " CLASS\n");
    assertThat(pack("--jdk", "needed jars", "parrot.jar").err())
        .isEqualTo("golem-runtime: --jdk needed jars is not a JDK 25 or newer\n");
    assertThat(pack("parrot.jar"))
        .isEqualTo(
            new Tool.Result(
                1,
                "",
                "packager: the SDK (golem-runtime-sdk) is not among the jars; list everything that"
                    + " the runtime needs (in a Maven project, as a dependency of scope"
                    + " compile)\n"));
    assertThat(directory.resolve("target/plugins")).doesNotExist();
  }

  /// Packaging takes its time, in which a terminal shows what is done. The JDK here has a Java that
  /// waits before it calls the real one.
  @Test
  void stepsAreShownOnATerminalOnly() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/script")), "the program 'script' is not installed");
    Path jdk = Files.createDirectories(directory.resolve("jdk/bin")).getParent();
    Path real = Path.of(System.getProperty("java.home"));
    Files.createSymbolicLink(jdk.resolve("release"), real.resolve("release"));
    Files.createSymbolicLink(jdk.resolve("bin/jlink"), real.resolve("bin/jlink"));
    Files.writeString(
        jdk.resolve("bin/java"),
        """
        #!/bin/sh
        case "$*" in *'--steps yes') echo 'step: waiting' ;; esac
        while [ ! -e DIR/seen ]; do sleep 0.1; done
        exec REAL/bin/java "$@"
        """
            .replace("DIR", directory.toString())
            .replace("REAL", real.toString()));
    assertThat(jdk.resolve("bin/java").toFile().setExecutable(true)).isTrue();
    String[] line = {"package", "--java", "build", "--jdk", "jdk", "parrot.jar", "needed jars"};

    Process process = tool.startOnATerminal(Map.of(), line);
    Tool.awaitShown(process, " s  waiting");
    Files.createFile(directory.resolve("seen"));
    assertThat(tool.result(process).out())
        .contains("\r\u001B[Kpackaged the runtime parrot in ")
        .doesNotContain("step: ");

    assertThat(tool.call(line).out())
        .startsWith("packaged the runtime parrot in ")
        .doesNotContain("waiting", "\u001B");
  }
}
