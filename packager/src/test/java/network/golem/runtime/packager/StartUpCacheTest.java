package network.golem.runtime.packager;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A damaged start-up cache.
class StartUpCacheTest {
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final int FLIPS = Integer.getInteger("golem.test.flips", 6);

  @TempDir static Path directory;
  private static Path program;
  private static Path cache;
  private static Path phases;
  private static byte[] whole;
  private static FileTime time;

  @BeforeAll
  static void aRuntimeWithACache() throws Exception {
    Path jar = Jars.ofProbe(directory.resolve("lib/probe.jar"));
    Files.createSymbolicLink(directory.resolve("java"), JAVA_HOME);
    cache = directory.resolve("lib").resolve(Launcher.CACHE);
    List<String> options = List.of("-XX:+UseSerialGC", "-Dx=a b");
    List<String> line = new ArrayList<>(List.of(JAVA_HOME.resolve("bin/java").toString()));
    line.addAll(options);
    line.addAll(
        List.of("-XX:AOTCacheOutput=" + cache, "-cp", jar.toString(), Probe.class.getName(), "0"));
    assertThat(Finished.run(line).code()).isZero();
    phases = Files.copy(cache, cache.resolveSibling(Launcher.PHASES_CACHE), COPY_ATTRIBUTES);
    Files.writeString(directory.resolve("lib").resolve(CallsLibrary.FILE), "library");
    new Launcher(
            Launcher.Kind.LINKED_RUNTIME,
            "probe",
            JAVA_HOME,
            List.of("probe.jar"),
            options,
            Probe.class.getName(),
            new PhaseReading(Map.of("--workdir", 1)))
        .write(directory);
    program = directory.resolve("bin/probe");
    whole = Files.readAllBytes(cache);
    time = Files.getLastModifiedTime(cache);
  }

  @BeforeEach
  void itIsWhole() throws IOException {
    write(cache, whole);
    write(phases, whole);
  }

  @AfterAll
  static void withoutLinks() throws IOException {
    Jars.removeLinks(directory);
  }

  @Test
  void testAcceptsAnIntactCache() throws Exception {
    assertThat(test()).isEqualTo(new Finished(0, "tested", ""));
  }

  @Test
  void testDetectsAChangedByte() throws Exception {
    Random random = new Random(18);
    List<Integer> places = new ArrayList<>(List.of(0, 8, 99, whole.length - 9_999));
    for (int i = 0; i < FLIPS; i++) {
      places.add(random.nextInt(whole.length));
    }
    for (int place : places) {
      byte[] damaged = whole.clone();
      damaged[place] ^= (byte) (1 << random.nextInt(8));
      for (Path one : List.of(cache, phases)) {
        itIsWhole();
        write(one, damaged);
        assertThat(test()).as("byte %d of %d", place, whole.length).isEqualTo(damaged(one));
      }
    }
  }

  @Test
  void testDetectsATruncatedCache() throws Exception {
    for (Path one : List.of(cache, phases)) {
      itIsWhole();
      write(one, Arrays.copyOf(whole, whole.length / 2));
      assertThat(test()).isEqualTo(damaged(one));
      write(one, new byte[0]);
      assertThat(test()).isEqualTo(damaged(one));
    }
  }

  @Test
  void testAcceptsAMissingCache() throws Exception {
    for (Path one : List.of(cache, phases)) {
      itIsWhole();
      Files.delete(one);
      assertThat(test()).isEqualTo(new Finished(0, "tested", ""));
    }
  }

  @Test
  void testDetectsAChangedLibrary() throws Exception {
    Path library = directory.resolve("lib").resolve(CallsLibrary.FILE);
    for (String changed : List.of("Library", "librar", "")) {
      Files.writeString(library, changed);
      assertThat(test().err()).contains("its library, ").contains(" is damaged; copy the whole");
    }
    Files.delete(library);
    assertThat(test()).isEqualTo(new Finished(0, "tested", ""));
    Files.writeString(library, "library");
  }

  /// The JVM's own checksums do not cover everything.
  @Test
  void withoutCksumJavaDetectsMostDamage() throws Exception {
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    for (byte[] bytes : List.of(whole, damaged)) {
      write(cache, bytes);
      Finished finished =
          Finished.run(
              "",
              List.of("/bin/sh", program.toString(), "test"),
              Map.of("PATH", directory.resolve("no programs").toString()));
      assertThat(finished)
          .isEqualTo(Arrays.equals(bytes, whole) ? new Finished(0, "tested", "") : damaged(cache));
    }
  }

  @Test
  void checksumEqualsThatOfCksum() throws Exception {
    for (int size : List.of(0, 1, 255, 256, 70_000)) {
      Path file = directory.resolve("random");
      byte[] bytes = new byte[size];
      new Random(size).nextBytes(bytes);
      Files.write(file, bytes);
      assertThat(Finished.run(List.of("sh", "-c", "cksum <\"$0\"", file.toString())).out())
          .isEqualTo(Checksum.of(file) + "\n");
    }
  }

  @Test
  void onlyTestVerifiesTheChecksum() throws Exception {
    byte[] damaged = whole.clone();
    damaged[0] ^= 1; // which Java itself detects and reports
    write(cache, damaged);
    write(phases, damaged);

    for (String words :
        List.of("words test2", "--workdir test words", "start test", "--workdir=test deploy")) {
      Finished finished =
          Finished.run(List.of("sh", "-c", "exec \"$0\" " + words, program.toString()));
      assertThat(finished.err()).as(words).doesNotContain(" is damaged;");
    }
  }

  /// With another garbage collector, or with less memory, Java may not use the cache, although it
  /// is intact.
  @Test
  void operatorsOptionsDoNotInvalidateTheCache() throws Exception {
    for (String options : List.of("-XX:+UseZGC", "-XX:-UseCompressedOops", "-Xmx16m")) {
      assertThat(
              Finished.run(
                      "",
                      List.of(program.toString(), "test"),
                      Map.of("GOLEM_RUNTIME_JAVA_OPTIONS", options))
                  .out())
          .as(options)
          .isEqualTo("tested");
    }
  }

  private static Finished test() throws Exception {
    return Finished.run(List.of(program.toString(), "test"));
  }

  private static Finished damaged(Path one) {
    return new Finished(
        127,
        "",
        "probe: its start-up cache, %s, is damaged; copy the whole directory again, with its times preserved, or package the runtime again\n"
            .formatted(program.getParent().resolve("../lib").resolve(one.getFileName())));
  }

  private static void write(Path one, byte[] bytes) throws IOException {
    Files.write(one, bytes);
    Files.setLastModifiedTime(one, time);
  }
}
