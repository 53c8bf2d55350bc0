package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// An installed runtime: its files, its path, its file system, and its environment.
class InstalledTest {

  /// How a call ended, its outputs as UTF-8.
  private record Ended(int code, String out, String err) {}

  private static final Ended OFFERED =
      new Ended(0, "{\"properties\":{},\"constraints\":\"\"}\n", "");

  @TempDir Path directory;

  /// The targets of links are not part of the directory.
  @AfterEach
  void withoutLinks() throws Exception {
    assertThat(call(List.of("find", directory.toString(), "-type", "l", "-delete")).code())
        .isZero();
  }

  @Fault(value = "one bit of a start-up cache flipped, then test", tries = 4, whole = 300)
  void flippedBit(Attempt attempt) throws Exception {
    Path greeter = installed("'greeter'");
    assertThat(call(List.of(greeter.toString(), "test"))).isEqualTo(new Ended(0, "", ""));
    String name = attempt.number() % 2 == 0 ? "start.aot" : "phases.aot";
    Path cache = greeter.resolve("../../lib").normalize().resolve(name);
    FileTime time = Files.getLastModifiedTime(cache);
    byte[] bytes = Files.readAllBytes(cache);
    int place =
        attempt.number() <= 8 ? attempt.number() * 4 : attempt.random().nextInt(bytes.length);
    bytes[place] ^= (byte) (1 << attempt.random().nextInt(8));
    Files.write(cache, bytes);
    Files.setLastModifiedTime(cache, time);

    Ended tested = call(List.of(greeter.toString(), "test"));

    assertThat(tested.code()).as("byte %d of %d", place, bytes.length).isEqualTo(127);
    assertThat(tested.out()).isEmpty();
    assertThat(tested.err()).contains("lib/" + name + ", is damaged; ").hasLineCount(1);
  }

  private enum Name {
    WORDS("'a  b'", true),
    QUOTES("\"it's \\\"x\\\"\"", true),
    SHELL("'$HOME `id` * ; & |'", true),
    DASH("-rf", true),
    BACKSLASH("'a\\b'", true),
    END_OF_LINE("\"a\n b\"", true),
    LETTERS("'zażółć 日本'", true),
    COLON("a:b", false),
    BEYOND_U_FFFF("\"$(printf '\\360\\235\\204\\236')\"", false),
    NOT_UTF_8("\"$(printf 'b\\377x')\"", false);

    private final String word;
    private final boolean works;

    /// @param word quoted for the shell
    Name(String word, boolean works) {
      this.word = word;
      this.works = works;
    }
  }

  @Fault(value = "a plugin directory with an odd name", tries = 10, whole = 20)
  void oddName(Attempt attempt) throws Exception {
    Name name = attempt.oneOf(Name.values());
    Path greeter = installed(name.word);

    Ended offered =
        call(List.of("sh", "-c", "exec \"$0\"/*/bin/greeter offer-template", directory.toString()));

    if (name.works) {
      assertThat(offered).as("%s %s", name, greeter).isEqualTo(OFFERED);
    } else {
      assertThat(offered.code()).as("%s", name).isEqualTo(127);
      assertThat(offered.err()).as("%s", name).contains(" in its path").hasLineCount(1);
    }
  }

  private enum Mount {
    READ_ONLY("ro"),
    NOEXEC("noexec");

    private final String options;

    Mount(String options) {
      this.options = options;
    }
  }

  @Fault(value = "a file system mounted read-only, or with noexec", tries = 2, whole = 4)
  void oddMount(Attempt attempt) throws Exception {
    Mount mount = attempt.oneOf(Mount.values());
    String built = directoryOf("greeter").toString();
    String script =
        "mount --bind '%1$s' '%2$s' && mount -o remount,bind,%3$s '%2$s' && exec sh '%2$s'/bin/greeter offer-template"
            .formatted(built, directory, mount.options);
    assumeThat(call(List.of("unshare", "-m", "true")).code())
        .as("file systems can be mounted for one process here")
        .isZero();

    Ended offered = call(List.of("unshare", "-m", "sh", "-c", script));

    switch (mount) {
      case READ_ONLY -> assertThat(offered).isEqualTo(OFFERED);
      case NOEXEC -> {
        assertThat(offered.code()).isEqualTo(127);
        assertThat(offered.err()).contains("is mounted with noexec").hasLineCount(1);
      }
    }
  }

  private enum Environment {
    COLLECTOR(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC", "LANG", "xx_YY.UTF-8")),
    LOG(Map.of("JDK_JAVA_OPTIONS", "-Xlog:gc", "_JAVA_OPTIONS", "-Xlog:safepoint", "LC_ALL", "C")),
    NONE(Map.of()),
    LATIN(Map.of("LANG", "de_DE.ISO-8859-1", "LC_ALL", "de_DE.ISO-8859-1")),
    ONE_CATEGORY(Map.of("LANG", "C.UTF-8", "LC_TIME", "xx_YY.UTF-8")),
    NONSENSE(Map.of("JAVA_TOOL_OPTIONS", "nonsense", "CLASSPATH", "/nowhere/*"));

    /// The names that any of them sets.
    static final List<String> NAMES =
        List.of(
            "LANG",
            "LC_ALL",
            "LC_TIME",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "CLASSPATH");

    @SuppressWarnings("ImmutableEnumChecker") // each is a Map.of
    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
      this.variables = variables;
    }

    List<String> entries() {
      return variables.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .sorted()
          .toList();
    }

    static List<String> entriesIn(String printed) {
      return printed
          .lines()
          .filter(line ->
              NAMES.contains(line.replaceFirst("=.*", "")) || line.startsWith("GOLEM_RUNTIME_KEPT"))
          .sorted()
          .toList();
    }
  }

  @Fault(value = "a locale or options for Java that are not for us", tries = 3, whole = 60)
  void oddEnvironment(Attempt attempt) throws Exception {
    Environment environment = attempt.oneOf(Environment.values());
    List<String> before = new ArrayList<>(List.of("env"));
    Environment.NAMES.forEach(name -> before.addAll(List.of("-u", name)));
    before.addAll(environment.entries());
    String print = "touch 'ż👋' && env";

    List<String> line = new ArrayList<>(before);
    line.addAll(
        List.of(
            Packaged.example("shell").toString(),
            "--workdir",
            directory.toString(),
            "run",
            "sh",
            "-c",
            print));
    Ended run = call(line);

    assertThat(run.code()).as("%s: %s", environment, run).isZero();
    assertThat(run.err()).as("%s", environment).isEmpty();
    assertThat(Environment.entriesIn(run.out())).isEqualTo(environment.entries());
    assertThat(directory.resolve("ż👋")).exists();

    Path script = Files.writeString(directory.resolve("ż.json"), script(print));
    line = new ArrayList<>(before);
    line.addAll(
        List.of(
            Packaged.tool().toString(),
            "run",
            "-q",
            "--runtime",
            Packaged.example("shell").toString(),
            script.toString()));
    Ended played = call(line);

    assertThat(played.code()).as("%s: %s", environment, played).isZero();
    assertThat(Environment.entriesIn(played.out())).isEqualTo(environment.entries());
    assertThat(played.out()).doesNotContain("Picked up", "[gc");
  }

  private static String script(String command) {
    return """
    [{"deploy": {}}, {"start": {}}, {"run": {"entry_point": "sh", "args": ["-c", "%s"]}},
     {"terminate": {}}]
    """
        .formatted(command);
  }

  /// A copy of the packaged greeter, except that its Java is a symbolic link.
  ///
  /// @param name quoted for the shell
  /// @return its launcher
  private Path installed(String name) throws Exception {
    Ended copied =
        call(
            List.of(
                "sh",
                "-c",
                "cd \"$0\" && to=./%s && mkdir \"$to\" && cp -a \"$1\"/bin \"$1\"/lib \"$to\" && ln -s \"$1\"/java \"$to\"/java"
                    .formatted(name),
                directory.toString(),
                directoryOf("greeter").toString()));
    assertThat(copied).isEqualTo(new Ended(0, "", ""));
    return directory.resolve("greeter/bin/greeter");
  }

  private static Path directoryOf(String example) {
    return Packaged.example(example).resolve("../..").normalize();
  }

  private static Ended call(List<String> line) throws IOException, InterruptedException {
    Path out = Files.createTempFile("faults", ".out");
    Path err = Files.createTempFile("faults", ".err");
    try {
      Process process =
          new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      int code = process.waitFor();
      return new Ended(
          code,
          new String(Files.readAllBytes(out), StandardCharsets.UTF_8),
          new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
