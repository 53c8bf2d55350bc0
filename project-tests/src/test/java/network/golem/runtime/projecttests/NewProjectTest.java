package network.golem.runtime.projecttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `golem-runtime new` creates builds, tests, packages and plays as it is.
@Timeout(600)
class NewProjectTest {
  private static final int LONGEST_POM = 60;

  @TempDir static Path temp;
  private static Desk desk;

  @BeforeAll
  static void desk() throws IOException {
    desk = Desk.in(Files.createDirectory(temp.resolve("a home")));
  }

  @AfterAll
  static void close() throws IOException {
    desk.close();
  }

  /// `-Dgolem.test.templates=greeter,shell`, or `all`; each costs some ten seconds.
  static Stream<String> templates() {
    String chosen = System.getProperty("golem.test.templates");
    return Stream.of((chosen.equals("all") ? "greeter,shell,service,notebook" : chosen).split(","));
  }

  /// The commands of a document's code blocks of one kind.
  private static List<String> commands(Path document, String kind) throws IOException {
    List<String> lines = Files.readAllLines(document);
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .filter(i -> lines.get(i).equals("```" + kind))
        .flatMap(
            i -> lines.subList(i + 1, lines.size()).stream().takeWhile(line -> !line.equals("```")))
        .toList();
  }

  private static Path create(String name, String options) throws Exception {
    desk.does(temp, "golem-runtime new " + name + " " + options);
    return temp.resolve(name);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aTemplateIsAProjectThatWorks(String template) throws Exception {
    Path project = create("my-" + template, "--template " + template);

    List<String> commands = commands(project.resolve("README.md"), "sh");

    assertThat(commands)
        .containsExactly("mvn verify", "golem-runtime run exescript.json", "golem-runtime offer .");
    String built = desk.does(project, commands.get(0));
    assertThat(built)
        .containsPattern("Tests run: [1-9][0-9]*, Failures: 0, Errors: 0, Skipped: 0")
        .contains("packaged the runtime my-" + template)
        .doesNotContain("[WARNING]", "restricted method");
    assertThat(desk.does(project, commands.get(1))).contains("my-" + template + " 1.0.0", "✓ ");
    assertThat(desk.does(project, commands.get(2))).contains("my-" + template);
    assertThat(Files.readAllLines(project.resolve("pom.xml"))).hasSizeLessThan(LONGEST_POM);
  }

  /// What a project with `module-info.java` needs: its tests find the test kit on the class path.
  @Test
  void aModuleRunsItsTests() throws Exception {
    Path project = create("modular", "--yes");
    Files.writeString(
        project.resolve("src/main/java/module-info.java"),
        """
        module com.example.modular {
          requires info.picocli;
          requires network.golem.runtime.sdk;
          requires static org.jspecify;
          opens com.example.modular to info.picocli, network.golem.runtime.sdk;
        }
        """);

    assertThat(desk.does(project, "mvn test"))
        .containsPattern("Tests run: [1-9][0-9]*, Failures: 0, Errors: 0, Skipped: 0");
  }

  /// The guide's way without Maven, in a project whose packaged runtime has left its jars.
  @Test
  void aJdkAloneIsEnough() throws Exception {
    Path project = create("hello", "--yes");
    Path jars = Path.of("../examples/greeter/target/plugins/ya-runtime-greeter/lib");
    Path lib = Files.createDirectory(project.resolve("lib"));
    try (Stream<Path> all = Files.list(jars)) {
      for (Path jar : all.filter(NewProjectTest::isOfTheSdk).toList()) {
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
    }
    List<String> commands = commands(Path.of("../docs/guide.md"), "bash");
    List<String> recipe =
        commands.subList(
            commands.indexOf("javac -d classes -cp 'lib/*' src/main/java/com/example/hello/*.java"),
            commands.size());

    assertThat(desk.does(project, String.join(" && ", recipe)))
        .contains("packaged the runtime hello", "Hello, Ada!", "✓ 5 of 5 commands succeeded");
  }

  private static boolean isOfTheSdk(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jar") && !name.startsWith("golem-runtime-example-");
  }
}
