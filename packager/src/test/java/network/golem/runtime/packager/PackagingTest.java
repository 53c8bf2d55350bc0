package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The content of `target/plugins` after packaging.
class PackagingTest {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir Path temp;
  private Path classes;
  private Path jar;
  private Path sdk;
  private Path plugins;

  @BeforeEach
  void aProjectThatWasBuilt() throws IOException {
    classes = Files.createDirectories(temp.resolve("project/target/classes"));
    jar = Jars.ofProbe(temp.resolve("project/target/probe-1.jar"));
    sdk = Jars.ofSdk(Files.createDirectories(temp.resolve("m2")).resolve("sdk-1.jar"), "");
    plugins = temp.resolve("project/target/plugins");
  }

  @Test
  void createsAPluginDirectory() throws Exception {
    assertThat(runtime(classes, sdk).write()).isEqualTo("probe");

    assertThat(files(plugins))
        .containsExactly(
            "ya-runtime-probe.json",
            "ya-runtime-probe/bin/probe",
            "ya-runtime-probe/lib/probe-1.jar",
            "ya-runtime-probe/lib/sdk-1.jar",
            "ya-runtime-probe/preset.json");
    assertThat(plugins.resolve("ya-runtime-probe.json")).hasContent(Probe.class.getName());
    assertThat(
            Finished.run(
                List.of(plugins.resolve("ya-runtime-probe/bin/probe").toString(), "words", "x")))
        .isEqualTo(new Finished(0, "x", ""));
  }

  @Test
  void copiesKeepFileTimes() throws Exception {
    runtime(classes, sdk).write();

    Path lib = plugins.resolve("ya-runtime-probe/lib");
    assertThat(Files.getLastModifiedTime(lib.resolve("probe-1.jar"))).isEqualTo(Jars.TIME);
    assertThat(Files.getLastModifiedTime(lib.resolve("sdk-1.jar"))).isEqualTo(Jars.TIME);
  }

  @Test
  void directoriesRespectTheUmask() throws Exception {
    Path made = Files.createDirectories(temp.resolve("by the same umask"));

    runtime(classes, sdk).write();

    for (String directory : List.of("", "ya-runtime-probe", "ya-runtime-probe/lib")) {
      assertThat(Files.getPosixFilePermissions(plugins.resolve(directory)))
          .isEqualTo(Files.getPosixFilePermissions(made));
    }
  }

  @Test
  void authorsFilesAreCopiedAndFound() throws Exception {
    Path own = Files.createDirectories(temp.resolve("own/deeper")).getParent();
    Path library = Files.writeString(own.resolve("deeper/library.so"), "code");
    Path link = Files.createSymbolicLink(own.resolve("link"), library);
    List<String> words = new ArrayList<>(List.of("runtime", "--main", Probe.class.getName()));
    words.addAll(List.of("--jar", jar.toString(), "--class-path", sdk.toString()));
    words.addAll(List.of("--output", plugins.toString(), "--files", own.toString()));
    assertThat(packager(words).code()).isZero();

    Path runtime = plugins.resolve("ya-runtime-probe");
    assertThat(runtime.resolve("files/deeper/library.so")).hasContent("code");
    assertThat(runtime.resolve("files/link")).hasContent("code").isRegularFile();
    assertThat(Files.getLastModifiedTime(runtime.resolve("files/link")))
        .isEqualTo(Files.getLastModifiedTime(link));
    Path moved = Files.move(runtime, temp.resolve("moved elsewhere"));
    String bin = moved.resolve("bin/probe").toString();
    Path found = Path.of(Finished.run(List.of(bin, "property", "golem.runtime.files")).out());
    assertThat(found.resolve("deeper/library.so")).hasContent("code");

    words.set(words.size() - 1, own.resolve("none").toString());
    assertThat(packager(words).err())
        .isEqualTo(
            "packager: the directory of files to package does not exist: " + own + "/none\n");
  }

  @Test
  void classPathOrderIsKept() throws Exception {
    Path first = Jars.write(temp.resolve("m2/z.jar"), "a", new byte[0]);
    Path last = Jars.write(temp.resolve("m2/a.jar"), "a", new byte[0]);

    runtime(first, classes, sdk, last).write();

    assertThat(plugins.resolve("ya-runtime-probe/bin/probe"))
        .content()
        .contains(
            """
            golem_class_path=$golem_jars/z.jar
            golem_class_path=$golem_class_path:$golem_jars/probe-1.jar
            golem_class_path=$golem_class_path:$golem_jars/sdk-1.jar
            golem_class_path=$golem_class_path:$golem_jars/a.jar
            """);
  }

  @Test
  void jarsWithTheSameNameAreBothPackaged() throws Exception {
    Path one = Jars.write(temp.resolve("m2/one/core.jar"), "one", new byte[0]);
    Path two = Jars.write(temp.resolve("m2/two/core.jar"), "two", new byte[0]);

    runtime(classes, sdk, one, two).write();

    assertThat(files(plugins.resolve("ya-runtime-probe/lib")))
        .containsExactly("core-2.jar", "core.jar", "probe-1.jar", "sdk-1.jar");
  }

  @Test
  void classDirectoryIsRefusedUnlessTheProjectsJarReplacesIt() {
    Path other = temp.resolve("m2");

    assertThatExceptionOfType(PackagingException.class)
        .isThrownBy(() -> runtime(classes, sdk, other))
        .withMessage(
            "the class path contains the directory %s instead of a jar; build at least up to the"
                + " phase 'package'",
            other);
    assertThatExceptionOfType(PackagingException.class)
        .isThrownBy(() -> runtime(classes, sdk, temp.resolve("missing.jar")))
        .withMessageContaining("missing.jar does not exist or is not readable");
  }

  @Test
  void projectsJarComesFirstIfTheClassPathLacksIt() throws Exception {
    assertThat(runtime(sdk).classPath().jars()).containsExactly(jar, sdk);
    assertThat(runtime(sdk, jar).classPath().jars()).containsExactly(jar, sdk);
  }

  @Test
  void earlierBuildIsReplaced() throws Exception {
    runtime(classes, sdk).write();
    Path lib = plugins.resolve("ya-runtime-probe/lib");
    Files.copy(sdk, lib.resolve("sdk-0.jar"));
    Path renamed = Files.createDirectories(plugins.resolve("ya-runtime-earlier"));
    Files.writeString(renamed.resolve("preset.json"), "{}");
    Files.writeString(plugins.resolve("ya-runtime-earlier.json"), "[]");

    runtime(classes, sdk).write();

    assertThat(files(plugins)).noneMatch(file -> file.contains("earlier")).hasSize(5);
    assertThat(files(lib)).containsExactly("probe-1.jar", "sdk-1.jar");
    assertThat(plugins.getParent()).isDirectoryNotContaining("glob:**/.plugins.*");
  }

  @Test
  void failedDescriptorChangesNothing() throws Exception {
    runtime(classes, sdk).write();
    List<String> before = files(plugins);
    Path refusing = Jars.ofSdk(temp.resolve("m2/sdk-2.jar"), "System.exit(1);");

    assertThatExceptionOfType(PackagingException.class)
        .isThrownBy(() -> runtime(classes, refusing).write())
        .withMessageContaining("cannot generate a descriptor for " + Probe.class.getName());
    Path complaining =
        Jars.ofSdk(temp.resolve("m2/sdk-3.jar"), "System.err.println(\"no!\"); System.exit(1);");
    assertThatExceptionOfType(PackagingException.class)
        .isThrownBy(() -> runtime(classes, complaining).write())
        .withMessage("no!");

    assertThat(files(plugins)).isEqualTo(before);
    assertThat(plugins.getParent()).isDirectoryNotContaining("glob:**/.plugins.*");
  }

  @Test
  void providersPluginDirectoryIsNotReplaced() throws Exception {
    Files.createDirectories(plugins.resolve("ya-runtime-vm"));
    Files.writeString(plugins.resolve("ya-runtime-vm.json"), "[]");

    assertThatExceptionOfType(PackagingException.class)
        .isThrownBy(() -> runtime(classes, sdk).write())
        .withMessage(
            "%s is replaced by each build, but contains ya-runtime-vm, which no build created;"
                + " choose another directory, or remove it",
            plugins);

    assertThat(plugins.resolve("ya-runtime-vm.json")).exists();
  }

  @Test
  void invalidJavaOptionsAreRefused() throws Exception {
    assertThat(packagedWith("-XX:+NoSuchThing").err())
        .isEqualTo(
            "packager: Java rejects the options -XX:+NoSuchThing: Unrecognized VM option"
                + " 'NoSuchThing'\n");
    assertThat(packagedWith("-Dx=a b").err())
        .isEqualTo(
            "packager: 'b' is not a Java option; if it belongs to the previous one, quote it\n");
    assertThat(plugins).doesNotExist();
  }

  @Test
  void authorsGarbageCollectorReplacesTheDefault() throws Exception {
    assertThat(packagedWith("-XX:+UseParallelGC '-Dx=a b' -Dy=\"it's\"").err()).isEmpty();

    assertThat(plugins.resolve("ya-runtime-probe/bin/probe"))
        .content()
        .contains("golem_collector=-XX:+UseParallelGC", "'-Dx=a b' '-Dy=it'\\''s'")
        .doesNotContain("-XX:+UseSerialGC");
    assertThat(
            Finished.run(
                List.of(plugins.resolve("ya-runtime-probe/bin/probe").toString(), "words", "x")))
        .isEqualTo(new Finished(0, "x", ""));
  }

  private Finished packagedWith(String options) throws Exception {
    return packager(
        List.of(
            "runtime",
            "--main",
            Probe.class.getName(),
            "--jar",
            jar.toString(),
            "--class-path",
            sdk.toString(),
            "--jvm-options",
            options,
            "--output",
            plugins.toString()));
  }

  @Test
  void toolHasNoDescriptor() throws Exception {
    Path directory = temp.resolve("tool");
    ClassPath classPath = new ClassPath(List.of(jar));
    for (int build = 0; build < 2; build++) {
      new ToolPackage("probe", Probe.class.getName(), classPath, JAVA_HOME, directory).write();
      assertThat(files(directory)).containsExactly("bin/probe", "lib/probe-1.jar");
    }
    Files.writeString(directory.resolve("notes.txt"), "mine");

    assertThatExceptionOfType(PackagingException.class)
        .isThrownBy(() -> new ToolPackage("probe", "Main", classPath, JAVA_HOME, directory).write())
        .withMessageContaining("notes.txt");
  }

  @Test
  void buildCommandLine() throws Exception {
    List<String> words =
        List.of(
            "runtime",
            "--main",
            Probe.class.getName(),
            "--jar",
            jar.toString(),
            "--classes",
            classes.toString(),
            "--class-path",
            classes + File.pathSeparator + sdk,
            "--output",
            plugins.toString());

    assertThat(packager(words))
        .isEqualTo(new Finished(0, "packaged the runtime probe in " + plugins + "\n", ""));
    List<String> talkative = new ArrayList<>(words);
    talkative.addAll(List.of("--steps", "yes"));
    assertThat(packager(talkative).out())
        .isEqualTo(
            "step: writing the descriptor\nstep: copying the jars\npackaged the runtime probe in "
                + plugins
                + "\n");
    Files.writeString(plugins.resolve("notes.txt"), "mine");
    assertThat(packager(words))
        .satisfies(finished -> assertThat(finished.code()).isEqualTo(1))
        .satisfies(
            finished -> assertThat(finished.err()).contains("contains notes.txt").hasLineCount(1));
    assertThat(packager(words.subList(0, 9)))
        .satisfies(finished -> assertThat(finished.code()).isEqualTo(2))
        .satisfies(finished ->
            assertThat(finished.err()).startsWith("packager: --output is required\nusage:"));
  }

  private RuntimePackage runtime(Path... entries) throws PackagingException {
    String text =
        Stream.of(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return new RuntimePackage(
        Probe.class.getName(),
        ClassPath.of(text, classes, jar),
        new RuntimeJava(JAVA_HOME, false, List.of(), Set.of(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        Compression.GZIP,
        plugins,
        warning -> {},
        note -> {},
        step -> {});
  }

  private static Finished packager(List<String> words) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(JAVA_HOME.resolve("bin/java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(words);
    return Finished.run("", line, Map.of());
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
