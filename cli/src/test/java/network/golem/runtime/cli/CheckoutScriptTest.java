package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script at the root of the checkout: what it builds, and what it executes. The checkout here
/// is a small one, whose Maven records its arguments.
class CheckoutScriptTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2024-02-29T12:00:00Z"));
  private static final String COMMAND = "cli/target/golem-runtime/bin/golem-runtime";
  private static final String MAVEN =
      """
      #!/bin/sh
      printf '%s\\n' "$*" >>asked
      locale charmap >charmap 2>&1
      printf '%s\\n' '[INFO] noise' '[INFO] Building Golem Runtime SDK: sdk 0.1.0-SNAPSHOT     [2/7]'
      if [ -e broken ]; then
        printf '%s\\n' "[ERROR] it is broken" "[ERROR] $(cat broken)" '[ERROR] [Help 1] read this'
        exit 1
      fi
      mkdir -p cli/target/golem-runtime/bin examples/one/target/plugins
      printf '%s\\n' '#!/bin/sh' 'env >seen; printf "<%s>" "$@"; exit 7' >cli/target/golem-runtime/bin/golem-runtime
      chmod +x cli/target/golem-runtime/bin/golem-runtime
      """;

  @TempDir Path temp;
  private Path checkout;
  private String path;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void aCheckoutThatWasNeverBuilt() throws IOException {
    checkout = Files.createDirectory(temp.resolve("check out"));
    Files.copy(Path.of("../golem-runtime"), checkout.resolve("golem-runtime"));
    for (String file :
        List.of(
            "pom.xml",
            "cli/pom.xml",
            "sdk/src/main/java/Sdk.java",
            "sdk/src/main/java/Other.java",
            "sdk/src/test/java/SdkTest.java",
            "examples/pom.xml",
            "examples/one/pom.xml",
            "examples/one/script.json",
            "examples/one/src/main/java/One.java")) {
      Path made = checkout.resolve(file);
      Files.createDirectories(made.getParent());
      Files.writeString(made, "");
    }
    Path bin = Files.createDirectory(temp.resolve("bin"));
    program(bin.resolve("mvn"), MAVEN);
    path = bin + ":" + System.getenv("PATH");
    ago();
  }

  @Test
  void buildsMissingPartsAndExecutesTheCommand() throws Exception {
    Called called =
        call(checkout, "./golem-runtime", "run", "examples/one/script.json", "a  b", "");

    assertThat(called)
        .isEqualTo(
            new Called(
                7,
                "<run><examples/one/script.json><a  b><>",
                """
                golem-runtime: the first build takes a few minutes, and longer if Maven has to download libraries first
                golem-runtime: building sdk (2 of 7)
                """));
    assertThat(asked()).containsExactly("cli,examples/one");
    assertThat(checkout.resolve("target/golem-runtime.log")).content().contains("noise");
  }

  @Test
  void buildsNothingTwice() throws Exception {
    call(checkout, "./golem-runtime", "run", "examples/one/script.json");
    path = "/usr/bin:/bin"; // a built checkout needs no Maven

    assertThat(call(checkout, "./golem-runtime", "run", "examples/one/script.json").err())
        .isEmpty();
    assertThat(asked()).hasSize(1);
  }

  @Test
  void changedExampleRebuildsOnlyTheExample() throws Exception {
    built();
    touch("examples/one/src/main/java/One.java");

    call(checkout, "./golem-runtime", "--version");
    assertThat(asked()).isEmpty();
    call(checkout, "./golem-runtime", "run", "--runtime=examples/one/target/plugins/x");
    assertThat(asked()).containsExactly("examples/one");
  }

  @Test
  void changedModuleRebuildsEverything() throws Exception {
    built();
    touch("sdk/src/main/java/Sdk.java");

    call(checkout, "./golem-runtime", "--version");
    call(checkout, "./golem-runtime", "run", "examples/one/script.json");

    assertThat(asked()).containsExactly("cli", "examples/one");
  }

  @Test
  void removedSourceOrChangedPomRebuildsEverything() throws Exception {
    built();
    Files.delete(checkout.resolve("sdk/src/main/java/Other.java"));
    call(checkout, "./golem-runtime");
    assertThat(asked()).containsExactly("cli");

    built();
    touch("pom.xml");
    call(checkout, "./golem-runtime");
    assertThat(asked()).containsExactly("cli", "cli");
  }

  @Test
  void changedTestsAndScriptsRebuildNothing() throws Exception {
    built();
    touch("sdk/src/test/java/SdkTest.java");
    touch("examples/one/script.json");

    call(checkout, "./golem-runtime", "run", "examples/one/script.json");

    assertThat(asked()).isEmpty();
  }

  @Test
  void worksFromAnyDirectory() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("check out/golem-runtime"));
    Path example = checkout.resolve("examples/one");

    assertThat(call(example, "../../golem-runtime", "run", "script.json").out())
        .isEqualTo("<run><script.json>");
    assertThat(call(temp, link.toString(), "run", "check out/examples/one/script.json").code())
        .isEqualTo(7);
    assertThat(call(Path.of("/"), link.toString(), "run", example.resolve("x").toString()).code())
        .isEqualTo(7);

    assertThat(asked()).containsExactly("cli,examples/one");
  }

  @Test
  void pathOutsideTheCheckoutIsNotAnExample() throws Exception {
    Files.createDirectories(temp.resolve("examples/one"));

    call(temp, "check out/golem-runtime", "run", "examples/one/script.json", "/", "//x", "", "one");

    assertThat(asked()).containsExactly("cli");
  }

  @Test
  void failedBuildIsShownAndStopsTheScript() throws Exception {
    Files.writeString(checkout.resolve("broken"), "");

    Called called = call(checkout, "./golem-runtime", "run", "examples/one/script.json");

    assertThat(called.code()).isEqualTo(2);
    assertThat(called.out()).isEmpty();
    assertThat(called.err())
        .endsWith(
            """
            golem-runtime: building sdk (2 of 7)
            [ERROR] it is broken
            golem-runtime: the build failed; its full output is in %s/target/golem-runtime.log
            """
                .formatted(checkout.toRealPath()));
  }

  /// On a machine that has never been online.
  @Test
  void whatMavenCannotDownloadIsNamed() throws Exception {
    Files.writeString(
        checkout.resolve("broken"),
        "the artifact a.b:c:pom:1 has not been downloaded from it before. -> [Help 1]");

    assertThat(call(checkout, "./golem-runtime").err())
        .endsWith(
            """
            golem-runtime: building sdk (2 of 7)
            golem-runtime: the build needs a.b:c:pom:1, which is not in the local Maven repository and cannot be downloaded now; connect this machine to the Internet once, and from then on everything works offline; Maven's full output is in %s/target/golem-runtime.log
            """
                .formatted(checkout.toRealPath()));
  }

  @Test
  void missingMavenIsReported() throws Exception {
    Path bin = Files.createDirectory(temp.resolve("without maven"));
    for (String tool : List.of("find", "head", "readlink")) {
      program(bin.resolve(tool), "#!/bin/sh\nexec " + which(tool) + " \"$@\"\n");
    }
    path = bin.toString();

    assertThat(call(checkout, "./golem-runtime"))
        .isEqualTo(
            new Called(
                2,
                "",
                "golem-runtime: the build needs Maven 3.8.7 or newer (mvn) and a JDK 25, and mvn"
                    + " was not found; install Maven\n"));
  }

  /// If a shell assigns to an inherited variable, it exports the new value.
  @Test
  void commandSeesTheCallersEnvironment() throws Exception {
    List<String> names =
        List.of("file", "link", "root", "tool", "examples", "word", "example", "modules", "log");
    names.forEach(name -> environment.put(name, "of the caller"));
    environment.put("LC_ALL", "xx_YY.UTF-8");

    assertThat(call(checkout, "./golem-runtime", "run", "examples/one/script.json").code())
        .isEqualTo(7);

    assertThat(Files.readAllLines(checkout.resolve("seen")))
        .containsAll(names.stream().map(name -> name + "=of the caller").toList())
        .contains("LC_ALL=xx_YY.UTF-8");
    assertThat(checkout.resolve("charmap")).hasContent("UTF-8"); // as Maven sees it
  }

  /// So that the SDK can be installed: nothing is published yet.
  @Test
  void aNewProjectIsToldTheCheckout() throws Exception {
    built();
    String root = checkout.toRealPath().toString();

    assertThat(call(temp, "check out/golem-runtime", "new", "hello").out())
        .isEqualTo("<new><hello><--checkout><" + root + ">");
    assertThat(call(temp, "check out/golem-runtime", "--debug", "new").out())
        .isEqualTo("<--debug><new><--checkout><" + root + ">");
    assertThat(call(temp, "check out/golem-runtime", "run", "new").out()).isEqualTo("<run><new>");
  }

  @Test
  void theUsersCheckoutComesFirst() throws Exception {
    built();

    assertThat(call(temp, "check out/golem-runtime", "new", "--checkout", "x").out())
        .isEqualTo("<new><--checkout><x>");
    assertThat(call(temp, "check out/golem-runtime", "new", "hello", "--checkout=x").out())
        .isEqualTo("<new><hello><--checkout=x>");
  }

  private record Called(int code, String out, String err) {}

  private Called call(Path directory, String... words) throws Exception {
    List<String> line = new ArrayList<>(List.of("/bin/sh"));
    line.addAll(List.of(words));
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("PATH", path);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Called(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /// The modules that Maven was asked to build, call by call.
  private List<String> asked() throws IOException {
    Path asked = checkout.resolve("asked");
    if (!Files.exists(asked)) {
      return List.of();
    }
    return Files.readAllLines(asked).stream()
        .map(line -> line.replaceFirst("^-B -pl (\\S+) -am -Dmaven.test.skip=true package$", "$1"))
        .toList();
  }

  /// Everything is built, and everything in the checkout is older than that.
  private void built() throws Exception {
    Path asked = checkout.resolve("asked");
    List<String> before = Files.exists(asked) ? Files.readAllLines(asked) : List.of();
    call(checkout, "./golem-runtime", "run", "examples/one/script.json");
    ago();
    for (String made : List.of(COMMAND, "examples/one/target/plugins")) {
      Files.setLastModifiedTime(
          checkout.resolve(made), FileTime.from(LONG_AGO.toInstant().plusSeconds(1)));
    }
    Files.write(asked, before);
  }

  private void ago() throws IOException {
    try (var all = Files.walk(checkout)) {
      for (Path each : all.toList()) {
        Files.setLastModifiedTime(each, LONG_AGO);
      }
    }
  }

  /// Changes a file as an editor does: its time comes from the file system, which lags behind the
  /// clock.
  private void touch(String file) throws IOException {
    Files.writeString(checkout.resolve(file), "changed");
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path which(String tool) {
    return List.of("/usr/bin", "/bin").stream()
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
