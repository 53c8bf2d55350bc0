package network.golem.runtime.sdktests.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.JoinedNetwork;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The code in the guide's second part does what the guide says, and is the code shown there. (The
/// first part: project-tests.)
@RuntimeTest(Resizer.class)
class GuideTest {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  /// A call or an annotation, with arguments.
  private static final Pattern CALL = Pattern.compile(".*\\([^)].*");

  static List<String> blocks() throws IOException {
    String guide = Files.readString(Path.of("../docs/guide.md"));
    return blocks(guide.substring(guide.indexOf("\n# What a runtime can do\n")));
  }

  private static List<String> blocks(String page) {
    return BLOCK.matcher(page).results().map((MatchResult block) -> block.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theGuideShowsThisCode(String block) throws IOException {
    try (Stream<Path> sources = Files.list(sources())) {
      assertThat(sources.toList())
          .anySatisfy(source -> assertThat(plain(Files.readString(source))).contains(plain(block)));
    }
  }

  static List<String> fragments() throws IOException {
    String table =
        Files.readString(Path.of("../docs/guide.md"))
            .lines()
            .dropWhile(line -> !line.equals("| For | There is |"))
            .takeWhile(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    List<String> fragments =
        CODE.matcher(table)
            .results()
            .map((MatchResult code) -> code.group(1))
            .filter(code -> CALL.matcher(code).matches())
            .toList();
    assertThat(fragments).hasSizeGreaterThanOrEqualTo(7);
    return fragments;
  }

  @ParameterizedTest
  @MethodSource("fragments")
  void theGuidesTableShowsThisCode(String fragment) throws IOException {
    Path source = sources().resolve("MeansOfTestsTest.java");
    assertThat(withoutSpace(Files.readString(source))).contains(withoutSpace(fragment));
  }

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s", "");
  }

  @Test
  void thePageOnCostsShowsTheGreetersCounter() throws IOException {
    Path greeter = Path.of("../examples/greeter/src/main/java/network/golem/runtime/examples");
    assertThat(blocks(Files.readString(Path.of("../docs/costs.md"))))
        .isNotEmpty()
        .allSatisfy(block ->
            assertThat(plain(Files.readString(greeter.resolve("greeter/Greeter.java"))))
                .contains(plain(block)));
  }

  private static Path sources() {
    return Path.of("src/test/java").resolve(GuideTest.class.getPackageName().replace('.', '/'));
  }

  /// Removes indentation and empty lines.
  private static String plain(String code) {
    return code.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void convertsPictures(RuntimeSession session) throws IOException {
    session.run("sh", "-c", "true");
    Files.writeString(session.workdir().resolve("vol-golem-input/a.png"), "picture");
    assertThat(session.run("convert", "/golem/input/a.png", "/golem/output/a.png"))
        .succeeded()
        .hasCounter("golem.usage.pictures", 1);
    assertThat(session.run("count")).succeeded().hasStdout("1\n");
  }

  @Test
  void reportsErrors(RuntimeSession session) {
    assertThat(session.run("paint"))
        .wasRefused(Code.NOT_FOUND)
        .hasMessage("unknown command: paint")
        .hasContext("known", "convert, count, sh");
    assertThat(session.run("convert", "/golem/input/b.png", "/golem/output/b.png"))
        .failedWith(2)
        .hasStderr("no such picture: /golem/input/b.png\n");
  }

  @Test
  void endsWhatIsKilled(RuntimeSession session) {
    RunningCommand sleeping = session.start("sh", "-c", "echo asleep; sleep 1000");
    assertThat(sleeping.awaitStdout("asleep").kill(15).await()).failedWith(143);
  }

  @Test
  void startPrintsWhatDeployHasSaved(RuntimeProgram program) {
    assertThat(program.deploy()).succeeded();
    RuntimeSession session = program.start();
    assertThat(session.awaitStart()).hasStdout("{\"converter\":\"cp\"}\n");
    assertThat(program.offerTemplate())
        .hasStdoutContaining("\"golem.runtime.resizer.largest\":10000000")
        .hasStdoutContaining("(golem.srv.comp.task_package=none)");
  }

  @Test
  void serviceFindsItsConfigurationByName(@TempDir Path data) throws IOException {
    Files.writeString(data.resolve("mirror.toml"), "reflections = 2\n");
    try (RuntimeProgram program =
        RuntimeProgram.of(Gateway.class, "--data", data.toString(), "mirror")) {
      JoinedNetwork network = program.start().joinNetwork("10.0.0.0/8", "10.0.0.1");
      byte[] frame = new byte[60];
      assertThat(network.send(frame).receive()).isEqualTo(frame);
      assertThat(network.receive()).isEqualTo(frame);
    }
  }
}
