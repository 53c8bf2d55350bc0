package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.supervisor.ScriptPlayer;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packaged `greeter`, which has a Java of its own and two start-up caches, copied to another
/// directory.
@Timeout(60)
class LinkedRuntimeTest {
  private static final String SCRIPT =
      """
      [{"deploy": {}}, {"start": {}}, {"run": {"entry_point": "greet", "args": ["Ada"]}},
       {"terminate": {}}]
      """;

  /// Small classes of the JDK that no training loads. None may be added.
  private static final List<String> NOT_CACHED =
      List.of(
          "java.lang.StringUTF16", // if the environment is not Latin-1
          "java.lang.invoke.DirectMethodHandle$1",
          "java.nio.file.InvalidPathException",
          "java.util.Spliterators$EmptySpliterator",
          "java.util.Spliterators$EmptySpliterator$OfRef",
          "java.util.concurrent.LinkedBlockingQueue$Itr",
          "sun.nio.fs.UnixException");

  @TempDir Path directory;
  private Path greeter;
  private List<Path> caches;

  @BeforeEach
  void copied() throws Exception {
    Path built = Examples.runtime("greeter").getParent().getParent();
    Path copy = directory.resolve("with a blank");
    assertThat(call(List.of("cp", "-a", built.toString(), copy.toString()))).isEmpty();
    greeter = copy.resolve("bin/greeter");
    caches = List.of(copy.resolve("lib/start.aot"), copy.resolve("lib/phases.aot"));
    assertThat(caches).allMatch(Files::exists);
  }

  /// Its output; it must exit with 0, and print nothing but permitted lines to standard error.
  private static String call(List<String> line, String... permitted)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().removeAll(List.of("JAVA_HOME", "PATH"));
    builder.environment().put("PATH", "/usr/bin:/bin");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", line, err).isZero();
    assertThat(err.lines().filter(text -> List.of(permitted).stream().noneMatch(text::contains)))
        .isEmpty();
    return out;
  }

  private void plays() throws Exception {
    List<PlayEvent> events = new ArrayList<>();
    Path workdir = Files.createDirectories(directory.resolve("workdir"));
    Path script = Files.writeString(directory.resolve("script.json"), SCRIPT);
    assertThat(
            new ScriptPlayer(RuntimeBinary.at(greeter), PlayOptions.in(workdir), events::add)
                .play(ExeScript.read(script)))
        .as("%s", events)
        .isTrue();
    assertThat(
            events.stream()
                .filter(PlayEvent.Output.class::isInstance)
                .map(event -> ((PlayEvent.Output) event).bytes().utf8()))
        .contains("Hello, Ada!\n");
  }

  @Test
  void worksWhereverItIsCopiedTo() throws Exception {
    assertThat(call(List.of(greeter.toString(), "--version"))).isEqualTo("greeter 1.0.0\n");
    assertThat(call(List.of(greeter.toString(), "offer-template")))
        .isEqualTo("{\"properties\":{},\"constraints\":\"\"}\n");
    plays();
  }

  /// Only the comments are removed, which Java would read past when it first uses an address.
  @Test
  void javaHasAllSecurityProperties() throws Exception {
    Path kept = Path.of("conf/security/java.security");
    Path linked = greeter.resolveSibling("../java").resolve(kept);
    assertThat(properties(linked))
        .isNotEmpty()
        .isEqualTo(properties(Path.of(System.getProperty("java.home")).resolve(kept)));
    assertThat(linked).content().doesNotContainPattern("(?m)^#");
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }

  /// Binding a record loads classes of `java.xml`, which nothing else in a runtime needs.
  @Test
  void javaHasWhatConfigurationNeeds() throws Exception {
    Path classes =
        Path.of(Binding.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path copy = greeter.getParent().getParent();

    assertThat(
            call(
                List.of(
                    copy.resolve("java/bin/java").toString(),
                    "-cp",
                    classes + ":" + copy.resolve("lib/*"),
                    Binding.class.getName())))
        .isEqualTo("Settings[port=1, names=[a], times={b=PT2S}]\n".repeat(3));
  }

  @Test
  void cacheIsUsed() throws Exception {
    assertThat(whereItsClassComesFrom(versionWithClassLog()))
        .contains("source: shared objects file");
  }

  @Test
  void sessionsCacheContainsWhatProgramsNeedIfTheyAreDeclared() throws Exception {
    assumeTrue(
        Files.exists(caches.getFirst().resolveSibling("libgolem-calls.so")),
        "SKIPPED: calls.c was not compiled");
    String program = "network/golem/runtime/sdk/processes/running/NativeProgram";
    Path declared = Examples.runtime("shell").getParent().resolveSibling("lib/start.aot");

    assertThat(Files.readString(declared, StandardCharsets.ISO_8859_1).contains(program)).isTrue();
    assertThat(Files.readString(caches.getFirst(), StandardCharsets.ISO_8859_1).contains(program))
        .isFalse();
  }

  /// Java would look for the real path of a jar once for each class of a cache.
  @Test
  void realPathsAreNotLookedUpForEachClass() throws Exception {
    assertThat(
            call(
                List.of(
                    "sh",
                    "-c",
                    "GOLEM_RUNTIME_JAVA_OPTIONS=-Xlog:class+path=info \"$0\" --version 2>&1",
                    greeter.toString())))
        .contains("Longest common prefix substitution in boot/app classpath matching: no");
  }

  /// A process that the runtime starts has no descriptor of its jars.
  @Test
  void classPathIsTheRealOne() throws Exception {
    Path service = Examples.runtime("service");
    List<PlayEvent> events = new ArrayList<>();
    Path workdir = Files.createDirectories(directory.resolve("workdir"));
    Path script = Examples.directory().resolve("service/exescript.json");
    assertThat(
            new ScriptPlayer(RuntimeBinary.at(service), PlayOptions.in(workdir), events::add)
                .play(ExeScript.read(script)))
        .as("%s", events)
        .isTrue();
  }

  /// A runtime never plays the supervisor, not even for a training script of its author's.
  @Test
  void cachesContainNothingOfTheSupervisorsSide() throws Exception {
    String session = Files.readString(caches.getFirst(), StandardCharsets.ISO_8859_1);
    assertThat(session.contains("network/golem/runtime/protocol/FrameBuffer")).isTrue();
    assertThat(session.contains("network/golem/runtime/protocol/StreamConnection")).isFalse();
    String phases = Files.readString(caches.getLast(), StandardCharsets.ISO_8859_1);
    assertThat(phases.contains("network/golem/runtime/sdk/invocation/DeployPhase")).isTrue();
    assertThat(phases.contains("network/golem/runtime/protocol/FrameBuffer")).isFalse();
  }

  /// Both outputs of `--version`, with a line for each loaded class.
  private String versionWithClassLog() throws Exception {
    return call(
        List.of(
            "sh",
            "-c",
            "GOLEM_RUNTIME_JAVA_OPTIONS=-Xlog:class+load \"$0\" --version 2>&1",
            greeter.toString()));
  }

  private static String whereItsClassComesFrom(String log) {
    List<String> lines =
        log.lines()
            .filter(text -> text.contains(" network.golem.runtime.sdk.invocation.Invocation "))
            .toList();
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  /// Only `printf` needs a formatter; the SDK does not.
  @Test
  void cacheContainsWhatTheAuthorsRunsNeed() throws Exception {
    Path loaded = directory.resolve("loaded");
    Path logging = directory.resolve("logging");
    Files.writeString(
        logging,
        "#!/bin/sh\nexport GOLEM_RUNTIME_JAVA_OPTIONS=-Xlog:class+load:file=%s.%%p\nexec '%s' \"$@\"\n"
            .formatted(loaded, greeter));
    assertThat(call(List.of("chmod", "+x", logging.toString()))).isEmpty();
    greeter = logging;

    plays();

    StringBuilder all = new StringBuilder();
    try (Stream<Path> logs = Files.list(directory)) {
      for (Path log : logs.filter(file -> file.toString().contains("loaded.")).toList()) {
        all.append(Files.readString(log));
      }
    }
    assertThat(all.toString().lines().filter(text -> text.contains(" java.util.Formatter ")))
        .isNotEmpty()
        .allMatch(text -> text.contains("shared objects file"));
  }

  @Test
  void worksWithoutItsCaches() throws Exception {
    for (Path cache : caches) {
      Files.delete(cache);
      assertThat(call(List.of(greeter.toString(), "--version"))).isEqualTo("greeter 1.0.0\n");
      plays();
    }
  }

  @Test
  void worksWithTruncatedCaches() throws Exception {
    for (Path cache : caches) {
      try (var file = Files.newByteChannel(cache, StandardOpenOption.WRITE)) {
        file.truncate(1_000_000);
      }
      assertThat(call(List.of(greeter.toString(), "--version"), "[aot]"))
          .isEqualTo("greeter 1.0.0\n");
      plays();
    }
  }

  @Test
  void worksWithTheCachesOfAnotherRuntime() throws Exception {
    Path lib = Examples.runtime("shell").getParent().resolveSibling("lib");
    for (Path cache : caches) {
      Path other = lib.resolve(cache.getFileName());
      assertThat(call(List.of("cp", "-a", other.toString(), cache.toString()))).isEmpty();
      assertThat(call(List.of(greeter.toString(), "--version"), "[aot]", "[cds]"))
          .isEqualTo("greeter 1.0.0\n");
      plays();
    }
  }

  /// Each class that is not in the cache costs up to a millisecond, and each that the JVM generates
  /// more: what a phase loads on the way to its end may not grow.
  @Test
  void allThatAPhaseLoadsIsInItsCache() throws Exception {
    Path workdir = Files.createDirectories(directory.resolve("workdir"));
    String session = "printf '\\006\\010\\001\\022\\002\\012\\000' | ";
    for (String[] phase :
        new String[][] {
          {"", "--version"},
          {"", "test"},
          {"", "offer-template"},
          {"", "--workdir '" + workdir + "' deploy"},
          {session, "--workdir '" + workdir + "' start"}
        }) {
      String line =
          "%s GOLEM_RUNTIME_JAVA_OPTIONS='-Xlog:class+load:file=%s' '%s' %s"
              .formatted(phase[0], directory.resolve("classes"), greeter, phase[1]);
      assertThat(alwaysLoadedUncached(line)).as(phase[1]).isEmpty();
    }
  }

  /// The classes outside the cache that each of three calls loads. A single call may load more, if
  /// one of its threads happens to wait for another in a way that it did not while the cache was
  /// created.
  private Set<String> alwaysLoadedUncached(String line) throws Exception {
    Set<String> always = loadedUncached(line);
    for (int i = 1; i < 3 && !always.isEmpty(); i++) {
      always.retainAll(loadedUncached(line));
    }
    return always;
  }

  private Set<String> loadedUncached(String line) throws Exception {
    String _ = call(List.of("sh", "-c", line));
    Map<Boolean, Set<String>> byCache =
        Files.readAllLines(directory.resolve("classes")).stream()
            .map(text -> text.substring(text.lastIndexOf(']') + 2))
            .collect(
                Collectors.partitioningBy(
                    text -> text.endsWith("source: shared objects file"),
                    Collectors.mapping(
                        text -> text.substring(0, text.indexOf(" source: ")),
                        Collectors.toCollection(TreeSet::new))));
    assertThat(byCache.get(true)).as(line).hasSizeGreaterThan(500);
    Set<String> uncached = byCache.get(false);
    uncached.removeAll(NOT_CACHED);
    return uncached;
  }

  /// Java 25.0.3 would run the classes that the cache was created from.
  @Test
  void jarNewerThanTheCacheIsUsed() throws Exception {
    Path jar;
    try (Stream<Path> lib = Files.list(caches.getFirst().getParent())) {
      jar = lib.filter(file -> file.toString().contains("example-greeter")).findAny().orElseThrow();
    }
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
    String log = versionWithClassLog();

    assertThat(log).contains("newer than the start-up cache, so the cache is ignored");
    assertThat(whereItsClassComesFrom(log)).contains("source: file:");
  }

  @Test
  void worksOnAReadOnlyFileSystem() throws Exception {
    List<String> line =
        List.of(
            "unshare",
            "-m",
            "sh",
            "-c",
            "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && \"$1/bin/greeter\""
                + " --version",
            "sh",
            caches.getFirst().getParent().getParent().toString());
    assumeTrue(mayMount(), "SKIPPED: only root can mount");

    assertThat(call(line)).isEqualTo("greeter 1.0.0\n");
  }

  private static boolean mayMount() throws Exception {
    Process process = new ProcessBuilder("unshare", "-m", "true").redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process.waitFor() == 0;
  }

  @Test
  void worksWithoutWritePermissions() throws Exception {
    assumeTrue(
        "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/usr/bin/setpriv")),
        "SKIPPED: only root can become another user");
    assertThat(call(List.of("chmod", "-R", "a+rX,a-w", directory.toString()))).isEmpty();

    assertThat(
            call(
                List.of(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    greeter.toString(),
                    "offer-template")))
        .isEqualTo("{\"properties\":{},\"constraints\":\"\"}\n");
  }

  @Test
  void archiveContainsTheSameFiles() throws Exception {
    Path archive =
        Examples.runtime("greeter")
            .getParent()
            .getParent()
            .getParent()
            .resolveSibling("ya-runtime-greeter.tar.gz");
    Path unpacked = Files.createDirectory(directory.resolve("unpacked"));
    assertThat(call(List.of("tar", "-xzf", archive.toString(), "-C", unpacked.toString())))
        .isEmpty();

    assertThat(unpacked.resolve("ya-runtime-greeter.json")).exists();
    greeter = unpacked.resolve("ya-runtime-greeter/bin/greeter");
    assertThat(call(List.of(greeter.toString(), "--version"))).isEqualTo("greeter 1.0.0\n");
    plays();
  }
}
