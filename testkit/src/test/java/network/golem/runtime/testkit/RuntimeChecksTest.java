package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import network.golem.runtime.testruntimes.ShellRuntime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Checks as tests, seen from outside: most are of a runtime in one-shot mode whose version is not
/// what it should be.
@Timeout(60)
class RuntimeChecksTest {
  private static final String BARE =
      """
      case $line in --version) echo bare; exit ;; esac
      case $phase in
        test) exit 0 ;;
        deploy) echo '{"valid": {"Ok": ""}}' ;;
        run) shift 3; eval "$@" ;;
      esac
      """;

  private static final String MAVEN = "mvn test -Dtest=Factories#";

  @TempDir Path directory;

  /// What the factories read.
  private static Path known = Path.of("none");

  @RuntimeTest(Greeter.class)
  static final class Factories {
    @TestFactory
    Stream<DynamicNode> some(RuntimeChecks checks) {
      return checks.only("cli.version", "cli.image", "cli.workdir").tests();
    }

    @TestFactory
    Stream<DynamicNode> strict(RuntimeChecks checks) {
      return checks.only("cli.version", "cli.image").skip("CLI-4").strict().jobs(2).tests();
    }

    @TestFactory
    Stream<DynamicNode> knownToFail(RuntimeChecks checks) {
      return checks.only("cli.version", "cli.workdir").knownFailures(known).strict().tests();
    }
  }

  @BeforeEach
  void replaceTheClass() throws IOException {
    System.setProperty(
        Target.BINARY, ShellRuntime.write(directory.resolve("bare"), BARE).toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty(Target.BINARY);
    System.clearProperty(RuntimeChecks.CHECKS);
  }

  @Test
  void aTestForEachCheck() {
    assertThat(results("some"))
        .containsExactly(
            Map.entry("cli.workdir: Accepts --workdir before deploy (CLI-3)", "SUCCESSFUL"),
            Map.entry(
                "cli.image: Accepts --task-package (CLI-4)",
                "ABORTED the runtime does not have the feature image"),
            Map.entry(
                "cli.version: Answers --version with name, space, version (CLI-13)",
                "ABORTED should: expected one line: name, space, version;" + " seen 'bare '"));
  }

  @Test
  void aFailureIsExplainedAndCanBeReproduced() {
    assertThat(results("strict"))
        .hasSize(1)
        .anySatisfy((name, result) -> {
          assertThat(name).startsWith("cli.version: ");
          assertThat(result)
              .startsWith(
                  "FAILED cli.version: Answers --version with name, space, version\n"
                      + "  CLI-13     should: Answer `--help` and `--version`")
              .contains("\n  otherwise  ", "\n  expected   one line: name, space, version\n")
              .contains("\n  seen       'bare\n", "\n    $ --version\n      stdout \"bare\\n\"\n")
              .endsWith(
                  "\n  reproduce  "
                      + MAVEN
                      + "strict -Dgolem.runtime.test.checks=cli.version"
                      + " -Dgolem.runtime.test.binary="
                      + directory.resolve("bare"));
        });
  }

  @Test
  void aPropertySelectsInstead() {
    System.setProperty(RuntimeChecks.CHECKS, "cli.workdir,TEST-1");
    assertThat(results("strict").keySet())
        .isNotEmpty()
        .allMatch(name -> name.startsWith("cli.workdir: ") || name.startsWith("test."));
  }

  @Test
  void knownFailuresAreSkippedAsLongAsTheyFailAsListed() throws IOException {
    known = directory.resolve("known");
    Files.writeString(known, "cli.version: expected one line: name, space, version; seen *\n");
    assertThat(results("knownToFail").values())
        .anySatisfy(result -> assertThat(result).startsWith("ABORTED known failure: expected "));
    Files.writeString(known, "cli.version: expected two lines; seen *\ncli.workdir: *\n");
    assertThat(results("knownToFail").values())
        .anySatisfy(result ->
            assertThat(result).startsWith("FAILED cli.version has failed in another way than "))
        .anySatisfy(result ->
            assertThat(result)
                .isEqualTo("FAILED cli.workdir is listed as a known failure, but has passed"));
  }

  @Test
  void aRuntimeThatCannotBeStartedFailsOneTest() throws IOException {
    Files.writeString(directory.resolve("bare"), "#!/does/not/exist\n");
    assertThat(results("some").values())
        .containsExactly(
            "FAILED cannot start the runtime "
                + directory.toRealPath().resolve("bare")
                + ": No such file or directory",
            "ABORTED not reached: the checks could not be executed",
            "ABORTED not reached: the checks could not be executed");
  }

  /// What became of each test of a factory, by its name.
  private static Map<String, String> results(String factory) {
    Map<String, String> results = new LinkedHashMap<>();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Factories.class, factory, RuntimeChecks.class.getName()))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                String why = result.getThrowable().map(e -> " " + e.getMessage()).orElse("");
                if (test.isTest()) {
                  results.put(test.getDisplayName(), result.getStatus() + why);
                } else {
                  assertThat(why).as(test.getDisplayName()).isEmpty();
                }
              }
            });
    return results;
  }
}
