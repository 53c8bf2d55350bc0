package network.golem.runtime.conformance;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.CheckResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The checks are checked: a runtime without a fault passes all of them, and of a runtime with one
/// fault, a check of the requirement that it breaks fails, and none of another requirement.
///
/// By default, one fault in twelve is tried with the checks that are about it, and the runtimes
/// without a fault with a third of the checks that need no long time. With
/// `-Dgolem.conformance.faults`, all of these checks, and more faults: with a number such as 4, one
/// fault in four; with 1, each; with `group`, each with the others of the same group and what they
/// take for granted, too; with `all`, with all checks.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class FaultyRuntimesTest {
  private static final String USUAL = "12";
  private static final String SCOPE = System.getProperty("golem.conformance.faults", USUAL);

  /// What is waited for has usually arrived within a tenth of a second, or within some seconds if
  /// it is 64 MiB of output; what a fault suppresses never arrives.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Of the checks of a runtime without a fault: each waits for processes most of the time.
  private static final int JOBS = 3;

  private static final int FEWER = 3;

  /// Not a temporary directory: JUnit warns of each link that it removes.
  private static final Path PLUGINS = Path.of("target/faulty-runtimes").toAbsolutePath();

  @BeforeAll
  static void build() throws Exception {
    FaultyRuntime.build(PLUGINS);
  }

  static List<FaultyRuntime> faults() throws Exception {
    List<FaultyRuntime> all = FaultyRuntime.all();
    int each = SCOPE.matches("[1-9][0-9]*") ? Integer.parseInt(SCOPE) : 1;
    return IntStream.range(0, all.size()).filter(i -> i % each == 0).mapToObj(all::get).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"faultless", "faultless-one-shot"})
  void aRuntimeWithoutAFaultPassesAllChecks(String name) throws Exception {
    assertThat(failures(name, mustPass(), JOBS)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsReportedByChecksOfItsRequirementOnly(FaultyRuntime fault) throws Exception {
    List<CheckResult> failures = failures(fault.name(), selection(fault), 1);

    assertThat(failures)
        .as(fault.sentence())
        .anySatisfy(failure -> assertThat(fault.isBroken(failure.check())).isTrue());
    assertThat(failures)
        .as(fault.sentence())
        .allSatisfy(failure -> assertThat(fault.explains(failure.check())).isTrue());
  }

  @Test
  void theReadmeListsEachFault() throws Exception {
    String readme = Files.readString(FaultyRuntime.SOURCES.resolve("README.md"));
    List<String> rows = readme.lines().filter(line -> line.startsWith("| `")).toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            FaultyRuntime.all().stream()
                .map(fault ->
                    "| `%s` | %s | %s |"
                        .formatted(
                            fault.name(), String.join(", ", fault.breaks()), fault.sentence()))
                .toList());
    assertThat(readme).contains("and " + rows.size() + " that each break one requirement");
  }

  private static Predicate<CheckDescription> mustPass() {
    if (SCOPE.equals("all")) {
      return _ -> true;
    }
    List<String> quick =
        CheckRun.all().stream().filter(check -> !check.alone()).map(CheckDescription::id).toList();
    int each = SCOPE.equals(USUAL) ? FEWER : 1;
    Set<String> tried =
        IntStream.range(0, quick.size())
            .filter(i -> i % each == 0)
            .mapToObj(quick::get)
            .collect(toSet());
    return check -> tried.contains(check.id());
  }

  private static Predicate<CheckDescription> selection(FaultyRuntime fault) {
    Set<String> groups =
        CheckRun.all().stream()
            .filter(fault::isBroken)
            .map(CheckDescription::group)
            .collect(toSet());
    return switch (SCOPE) {
      case "all" -> _ -> true;
      case "group" -> withPrerequisites(check -> groups.contains(check.group()));
      case String number when number.matches("[1-9][0-9]*") -> fault::isBroken;
      default ->
          throw new IllegalArgumentException(
              "golem.conformance.faults is '" + SCOPE + "': expected a number, group or all");
    };
  }

  private static Predicate<CheckDescription> withPrerequisites(
      Predicate<CheckDescription> selection) {
    Set<String> selected = new HashSet<>();
    for (CheckDescription check : CheckRun.all().reversed()) { // prerequisites come first
      if (selection.test(check) || selected.contains(check.id())) {
        selected.add(check.id());
        selected.addAll(check.after());
      }
    }
    return check -> selected.contains(check.id());
  }

  private static List<CheckResult> failures(
      String name, Predicate<CheckDescription> selection, int jobs) throws Exception {
    CheckOptions options =
        CheckOptions.of(FaultyRuntime.profile(PLUGINS, name))
            .select(selection)
            .withJobs(jobs)
            .withPatience(PATIENCE);
    return new CheckRun(FaultyRuntime.binary(PLUGINS, name), options, new Silent())
        .run()
        .failures();
  }

  private static final class Silent implements CheckListener {
    @Override
    public void began(CheckProfile profile, int checks) {}

    @Override
    public void ended(CheckResult result) {}
  }
}
