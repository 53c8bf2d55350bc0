package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The locale and the options that Java gets in various environments.
class LauncherEnvironmentTest {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final List<String> FOR_ANY_JAVA =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  @TempDir Path temp;

  @AfterEach
  void withoutLinks() throws IOException {
    Jars.removeLinks(temp);
  }

  static Stream<List<String>> locales() {
    return Stream.of(
        List.of("LC_ALL=C"),
        List.of("LC_ALL="),
        List.of("LC_ALL=C.UTF-8"),
        List.of("LC_CTYPE=POSIX"),
        List.of("LANG=xx_YY.UTF-8"), // not installed
        List.of("LC_ALL=xx_YY.UTF-8", "LANG=C.UTF-8"),
        List.of("LC_CTYPE=C.UTF-8", "LANG=xx_YY.UTF-8"),
        List.of("LC_MESSAGES=xx_YY.UTF-8", "LANG=C.UTF-8"),
        List.of("LANG=de_DE.ISO-8859-1"),
        List.of("LOCPATH=/nowhere", "LANG=C.UTF-8"));
  }

  @ParameterizedTest
  @MethodSource("locales")
  void argumentsAndFileNamesAreUtf8InAnyLocale(List<String> variables) throws Exception {
    touches(variables, List.of());
  }

  @ParameterizedTest
  @MethodSource("network.golem.runtime.packager.Shells#all")
  void localeFallbackWorksInEveryShell(List<String> shell) throws Exception {
    touches(List.of("LANG=xx_YY.UTF-8"), shell);
  }

  private void touches(List<String> variables, List<String> shell) throws Exception {
    Path directory = Files.createDirectories(temp.resolve("zażółć 日本"));
    String program = program(directory, Launcher.Kind.RUNTIME).toString();
    List<String> line = new ArrayList<>(List.of("env", "-u", "LANG", "-u", "LC_CTYPE"));
    line.addAll(variables);
    line.addAll(shell);
    Path file = directory.resolve("ż👋");

    assertThat(run(line, program, "touch", file.toString(), "Grüße, 👋"))
        .isEqualTo(new Finished(0, "touched Grüße, 👋", ""));
    assertThat(file).exists();
  }

  /// If there is no C.UTF-8, as on older systems, another UTF-8 locale is used.
  @Test
  void languageLocaleIsUsedIfThereIsNoOtherUtf8Locale() throws Exception {
    assumeThat(Files.exists(Path.of("/usr/lib/locale/C.utf8/LC_CTYPE")))
        .as("C.utf8 is a directory here")
        .isTrue();
    assumeThat(Finished.run(List.of("unshare", "-m", "true")).code())
        .as("file systems can be mounted for one process here")
        .isZero();
    String program = program(temp, Launcher.Kind.RUNTIME).toString();
    Path copy = temp.resolve("xx_YY.utf8");

    Finished finished =
        run(
            List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "cp -r /usr/lib/locale/C.utf8 '%s' && mount -t tmpfs none /usr/lib/locale && cp -r '%s' /usr/lib/locale && exec \"$0\" \"$@\""
                    .formatted(copy, copy)),
            program,
            "words",
            "Grüße");

    assertThat(finished).isEqualTo(new Finished(0, "Grüße", ""));
  }

  @ParameterizedTest
  @EnumSource(Launcher.Kind.class)
  void optionsForEveryJavaHaveNoEffect(Launcher.Kind kind) throws Exception {
    String program = program(temp, kind).toString();
    for (String option : List.of("-XX:+UseG1GC", "-Xlog:gc+init", "-XX:+NoSuchOption", "-Dx=y")) {
      for (String variable : FOR_ANY_JAVA) {
        assertThat(run(List.of("env", variable + "=" + option), program, "words", "x"))
            .as("%s=%s", variable, option)
            .isEqualTo(new Finished(0, "x", ""));
      }
    }
    assertThat(run(List.of("env", "CLASSPATH=/nowhere/*"), program, "words", "x"))
        .isEqualTo(new Finished(0, "x", ""));
  }

  @ParameterizedTest
  @MethodSource("network.golem.runtime.packager.Shells#all")
  void originalValuesAreSaved(List<String> shell) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                "env",
                "-u",
                "LC_ALL",
                "-u",
                "_JAVA_OPTIONS",
                "JAVA_TOOL_OPTIONS= -Dx='a  b'\n$(id) *",
                "JDK_JAVA_OPTIONS="));
    line.addAll(shell);

    assertThat(
            run(
                    line,
                    program(temp, Launcher.Kind.RUNTIME).toString(),
                    "environment",
                    "GOLEM_RUNTIME_KEPT",
                    "GOLEM_RUNTIME_KEPT_LC_ALL",
                    "GOLEM_RUNTIME_KEPT_JAVA_TOOL_OPTIONS",
                    "GOLEM_RUNTIME_KEPT_JDK_JAVA_OPTIONS",
                    "GOLEM_RUNTIME_KEPT__JAVA_OPTIONS",
                    "JAVA_TOOL_OPTIONS")
                .out())
        .isEqualTo(
            """
            GOLEM_RUNTIME_KEPT=JAVA_TOOL_OPTIONS,JDK_JAVA_OPTIONS
            GOLEM_RUNTIME_KEPT_LC_ALL=null
            GOLEM_RUNTIME_KEPT_JAVA_TOOL_OPTIONS= -Dx='a  b'
            $(id) *
            GOLEM_RUNTIME_KEPT_JDK_JAVA_OPTIONS=
            GOLEM_RUNTIME_KEPT__JAVA_OPTIONS=null
            JAVA_TOOL_OPTIONS=null
            """);
  }

  /// If a shell assigns to an inherited variable, it exports the new value.
  @Test
  void callersVariablesAreUnchanged() throws Exception {
    List<String> names =
        List.of(
            "file",
            "target",
            "lib",
            "cache",
            "java_home",
            "class_path",
            "line",
            "name",
            "options",
            "kept",
            "value",
            "LC_CTYPE",
            "LANG",
            "JAVA_HOME");
    List<String> line = new ArrayList<>(List.of("env"));
    names.forEach(name -> line.add(name + "=of the caller"));
    List<String> words = new ArrayList<>(List.of("environment"));
    words.addAll(names);

    assertThat(
            run(line, program(temp, Launcher.Kind.RUNTIME).toString(), words.toArray(String[]::new))
                .out()
                .lines())
        .containsExactlyElementsOf(names.stream().map(name -> name + "=of the caller").toList());
  }

  @Test
  void ourOwnVariablesSetJavaOptions() throws Exception {
    String runtime = program(temp.resolve("runtime"), Launcher.Kind.RUNTIME).toString();
    String tool = program(temp.resolve("tool"), Launcher.Kind.TOOL).toString();
    String ofRuntime = "GOLEM_RUNTIME_JAVA_OPTIONS";
    String ofTool = "GOLEM_RUNTIME_TOOL_JAVA_OPTIONS";

    assertThat(with(ofRuntime, " -Dx=1  -Dx=* ", runtime, "property", "x").out()).isEqualTo("*");
    assertThat(with(ofTool, "-Dx=1", runtime, "property", "x").out()).isEqualTo("not set");
    assertThat(with(ofTool, "-Dx=1", tool, "property", "x").out()).isEqualTo("1");
    assertThat(with(ofRuntime, "-Dx=1", tool, "property", "x").out()).isEqualTo("not set");
  }

  @Test
  void optionsWithBlanksCanBeReadFromAFile() throws Exception {
    Path options = Files.writeString(temp.resolve("options"), "\"-Dx=a  b\"\n");

    assertThat(
            with(
                "GOLEM_RUNTIME_JAVA_OPTIONS",
                "-Dy=1 @" + options,
                program(temp, Launcher.Kind.RUNTIME).toString(),
                "property",
                "x"))
        .isEqualTo(new Finished(0, "a  b", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-Xmx64m -XX:+UseParallelGC"})
  void operatorsGarbageCollectorReplacesTheDefault(String options) throws Exception {
    assertThat(
            with(
                "GOLEM_RUNTIME_JAVA_OPTIONS",
                options,
                program(temp, Launcher.Kind.RUNTIME).toString(),
                "words",
                "x"))
        .isEqualTo(new Finished(0, "x", ""));
  }

  @Test
  void invalidOptionsAreRefused() throws Exception {
    assertThat(
            with(
                "GOLEM_RUNTIME_JAVA_OPTIONS",
                "-Dx=a b",
                program(temp, Launcher.Kind.RUNTIME).toString(),
                "words",
                "x"))
        .isEqualTo(
            new Finished(
                127,
                "",
                "probe: GOLEM_RUNTIME_JAVA_OPTIONS: 'b' is not a Java option; options are separated"
                    + " by spaces. Put one that contains a space into a file, in quotes, and use"
                    + " @FILE\n"));
  }

  private static Path program(Path directory, Launcher.Kind kind) throws IOException {
    Jars.ofProbe(directory.resolve("lib/probe.jar"));
    if (kind == Launcher.Kind.LINKED_RUNTIME || kind == Launcher.Kind.LINKED_TOOL) {
      Files.createSymbolicLink(directory.resolve("java"), JAVA_HOME);
    }
    new Launcher(
            kind,
            "probe",
            JAVA_HOME,
            List.of("probe.jar"),
            List.of("-XX:+UseSerialGC"),
            Probe.class.getName())
        .write(directory);
    return directory.resolve("bin/probe");
  }

  private static Finished with(String variable, String value, String... line) throws Exception {
    return Finished.run("", List.of(line), Map.of(variable, value));
  }

  private static Finished run(List<String> before, String program, String... words)
      throws Exception {
    List<String> line = new ArrayList<>(before);
    line.add(program);
    line.addAll(List.of(words));
    return Finished.run(line);
  }
}
