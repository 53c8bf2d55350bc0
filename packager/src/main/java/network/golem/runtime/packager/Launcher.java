package network.golem.runtime.packager;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The script that starts a program: `bin/<name>`, with the jars in `lib` next to `bin`. Its last
/// command executes Java with `exec`, so that its process id, its signals and its exit code are the
/// program's.
///
/// @param javaHome the Java of the build, used unless `JAVA_HOME` is one of that version
/// @param jars paths relative to `lib`, in class path order
/// @param jvmOptions options for Java
/// @param phases how a linked runtime's phase is found on its command line
record Launcher(
    Kind kind,
    String name,
    Path javaHome,
    List<String> jars,
    List<String> jvmOptions,
    String mainClass,
    PhaseReading phases) {

  /// One that does not ask for the phase.
  Launcher(
      Kind kind,
      String name,
      Path javaHome,
      List<String> jars,
      List<String> jvmOptions,
      String mainClass) {
    this(kind, name, javaHome, jars, jvmOptions, mainClass, new PhaseReading(Map.of()));
  }

  /// The Java that is started, and the use of the standard streams.
  enum Kind {
    /// A runtime on the Java of the build: standard input and output belong to the protocol, and
    /// are moved away from Java's own.
    RUNTIME("java-of-build.sh", "runtime-exec.sh", "GOLEM_RUNTIME_JAVA_OPTIONS"),
    /// A runtime with its own Java in `java` next to `bin`, and start-up caches.
    LINKED_RUNTIME("java-of-its-own.sh", "runtime-exec.sh", "GOLEM_RUNTIME_JAVA_OPTIONS"),
    /// A program for people, which must start fast.
    TOOL("java-of-build.sh", "tool-exec.sh", "GOLEM_RUNTIME_TOOL_JAVA_OPTIONS"),
    /// The same, with its own Java.
    LINKED_TOOL("java-of-its-own.sh", "tool-exec.sh", "GOLEM_RUNTIME_TOOL_JAVA_OPTIONS");

    private final String java;
    private final String ending;

    /// The variable for an operator's options for Java.
    private final String optionsVariable;

    Kind(String java, String ending, String optionsVariable) {
      this.java = java;
      this.ending = ending;
      this.optionsVariable = optionsVariable;
    }
  }

  /// The name in `lib` of the start-up cache for sessions and one-shot commands.
  static final String CACHE = "start.aot";

  /// The name in `lib` of the start-up cache for the phases that end soon.
  static final String PHASES_CACHE = "phases.aot";

  /// Maps a cache where it was made for, which saves moving each of its pages: half of the time
  /// that Java needs for starting, and a quarter of the memory that many runtimes take together.
  private static final String AT_ITS_PLACE =
      "-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0";

  /// Reflection calls the JVM, and generates no classes: that would begin to pay after some
  /// thousands of calls.
  static final String NATIVE_REFLECTION = "-Djdk.reflect.useNativeAccessorOnly=true";

  /// No profiles of earlier runs are prepared: they begin to pay when a phase has ended.
  private static final String WITHOUT_PROFILES =
      AT_ITS_PLACE + " -XX:-AOTReplayTraining " + NATIVE_REFLECTION;

  /// Only the first compiler, for what ends before the second has begun.
  private static final String FIRST_COMPILER = WITHOUT_PROFILES + " -XX:TieredStopAtLevel=1";

  /// Writes the script into the program's directory.
  void write(Path directory) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path script = Files.writeString(bin.resolve(name), text(directory));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String text(Path directory) throws IOException {
    return template("launcher.sh")
        .replace("@java@\n", template(kind.java))
        .replace("@loader.check@\n", loaderCheck())
        .replace("@caches@\n", kind == Kind.LINKED_RUNTIME ? template("start-up-caches.sh") : "")
        .replace("@phase@\n", phases.text())
        .replace("@jars.by.descriptor@", JarsByDescriptor.DIRECTORY)
        .replace("@session.cache@", CACHE)
        .replace("@phases.cache@", PHASES_CACHE)
        .replace("@session.tuning@", quoted(AT_ITS_PLACE))
        .replace("@phases.tuning@", quoted(FIRST_COMPILER))
        .replace("@deploy.tuning@", quoted(WITHOUT_PROFILES))
        .replace("@newer.jars@", newerJars())
        .replace("@exec@\n", template(kind.ending))
        .replace(
            "@calls@",
            calls(directory.resolve("lib")) + PackagedFiles.option(directory, "\"$golem_lib\""))
        .replace("@cache.check@\n", cacheCheck(directory.resolve("lib")))
        .replace("@held@", held())
        .replace("@options.variable@", kind.optionsVariable)
        .replace("@first.jar@", quoted(jars.getFirst()))
        .replace("@class.path@", classPath())
        .replace("@name@", quoted(name))
        .replace("@java.home@", quoted(javaHome.toString()))
        .replace("@cache.option@", cacheOption())
        .replace("@collector@", collector())
        .replace("@jvm.options@", moreOptions())
        .replace("@main@", quoted(mainClass));
  }

  private String cacheOption() {
    return kind == Kind.LINKED_RUNTIME
        ? "${golem_cache:+-XX:AOTCache=\"$golem_cache\"} $golem_tuning"
            + " ${golem_held:+-Dgolem.runtime.jars=$golem_jars -Dgolem.runtime.lib=\"$golem_lib\"} "
        : "";
  }

  /// What gives Java the descriptor that stands for the directory of the jars.
  private String held() {
    return kind == Kind.LINKED_RUNTIME
        ? " " + JarsByDescriptor.redirection("\"${golem_held:-/dev/null}\"")
        : "";
  }

  /// The last garbage collector among the options; an operator's own replaces it.
  private String collector() {
    return jvmOptions.stream()
        .filter(RuntimeJava::isCollector)
        .reduce((first, second) -> second)
        .orElse("");
  }

  private String moreOptions() {
    return jvmOptions.stream()
        .filter(option -> !RuntimeJava.isCollector(option))
        .map(option -> quoted(option) + " ")
        .collect(Collectors.joining());
  }

  private static String calls(Path lib) {
    return Files.exists(lib.resolve(CallsLibrary.FILE))
        ? CallsLibrary.option("\"$golem_lib\"/" + CallsLibrary.FILE) + " "
        : "";
  }

  private String cacheCheck(Path lib) throws IOException {
    StringBuilder checks = new StringBuilder();
    for (String cache : List.of(CACHE, PHASES_CACHE)) {
      if (kind == Kind.LINKED_RUNTIME && Files.exists(lib.resolve(cache))) {
        checks.append(
            "  check_cache \"$golem_lib/%s\" '%s'\n"
                .formatted(cache, Checksum.of(lib.resolve(cache))));
      }
    }
    return checks.isEmpty()
        ? ""
        : template("cache-check.sh")
            .replace("@cache.checks@\n", checks.toString())
            .replace("@library.checks@\n", libraryCheck(lib.resolve(CallsLibrary.FILE)));
  }

  private static String libraryCheck(Path library) throws IOException {
    return Files.exists(library)
        ? "  check_library \"$golem_lib/%s\" '%s'\n"
            .formatted(CallsLibrary.FILE, Checksum.of(library))
        : "  :\n";
  }

  private String loaderCheck() throws IOException {
    return kind == Kind.LINKED_RUNTIME || kind == Kind.LINKED_TOOL
        ? ElfFile.loader(javaHome.resolve("bin/java"))
            .map(loader -> template("loader-of-java.sh").replace("@loader@", quoted(loader)))
            .orElse("")
        : "";
  }

  private String classPath() {
    StringBuilder lines = new StringBuilder("golem_class_path=");
    String separator = "";
    for (String jar : jars) {
      lines.append(separator).append("$golem_jars/").append(quoted(jar));
      separator = "\ngolem_class_path=$golem_class_path:";
    }
    return lines.toString();
  }

  /// For each jar, whether it is newer than the cache: Java does not always check.
  private String newerJars() {
    return jars.stream()
        .map(jar -> "[ \"$golem_lib/\"" + quoted(jar) + " -nt \"$golem_cache\" ]")
        .collect(Collectors.joining(" ||\n  "));
  }

  /// A word for the shell, quoted if necessary.
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9._/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  static String template(String name) {
    try (InputStream in = Launcher.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the packager's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
