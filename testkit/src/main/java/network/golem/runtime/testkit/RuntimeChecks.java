package network.golem.runtime.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import network.golem.runtime.conformance.CheckOptions;
import network.golem.runtime.conformance.CheckSelection;
import network.golem.runtime.conformance.KnownFailures;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.ProfileException;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;

/// Checks the runtime against the requirements of the published protocol, as `golem-runtime check`
/// does: a test for each check.
///
/// ```java
/// @RuntimeTest(Greeter.class)
/// class RequirementsTest {
///   @TestFactory
///   Stream<DynamicNode> meetsTheRequirements(RuntimeChecks checks) {
///     return checks.jobs(2).tests();
///   }
/// }
/// ```
///
/// What the runtime can be asked to do is in `check.json`, in the directory in which the tests are
/// executed: with Maven, that of the project. A test fails if a "must" is violated. Reported as
/// skipped, with the reason, are a violated "should", a check that does not concern the runtime or
/// was not reached, and a known failure.
///
/// The runtime is a process: the class that the test names, started by the test's Java; or the
/// executable that the system property `golem.runtime.test.binary` names, which starts faster. With
/// that, all checks take half a minute; with a class, a few minutes, so select some. If the system
/// property `golem.runtime.test.checks` is set, it replaces [#only(String...)]: it names checks,
/// groups, requirements or patterns, separated by commas.
///
/// An object never changes: each method returns another one.
public final class RuntimeChecks {
  /// The system property that selects checks.
  static final String CHECKS = "golem.runtime.test.checks";

  private final CheckedTarget checked;
  private final Consumer<Draft> changes;

  /// What is checked.
  ///
  /// @param args the author's arguments before the phase
  /// @param patience how long each wait may take
  /// @param method names the test method to Maven, such as `RequirementsTest#requirements`
  /// @param begun gets the checks that have to be ended after the test
  record CheckedTarget(
      Target target,
      Surroundings surroundings,
      List<String> args,
      Duration patience,
      String method,
      Consumer<OngoingChecks> begun) {}

  /// What the author wants.
  private static final class Draft {
    private List<String> only = List.of();
    private List<String> skip = List.of();
    private boolean strict;
    private int jobs = 1;
    private @Nullable Path profile;
    private @Nullable Path knownFailures;
    private @Nullable Path taskPackage;
  }

  RuntimeChecks(CheckedTarget checked) {
    this(checked, _ -> {});
  }

  private RuntimeChecks(CheckedTarget checked, Consumer<Draft> changes) {
    this.checked = checked;
    this.changes = changes;
  }

  private RuntimeChecks with(Consumer<Draft> change) {
    return new RuntimeChecks(checked, changes.andThen(change));
  }

  /// Only these checks, and none that was selected before. What is not selected is taken for
  /// granted.
  ///
  /// @param what a check's ID, a group such as `run`, a requirement such as `RUN-2`, or a pattern
  ///   such as `run.end*`
  public RuntimeChecks only(String... what) {
    List<String> words = Words.checked("only", what);
    return with(draft -> draft.only = words);
  }

  /// Without these checks, and without those that were skipped before.
  ///
  /// @param what as in [#only(String...)]
  public RuntimeChecks skip(String... what) {
    List<String> words = Words.checked("skip", what);
    return with(draft -> draft.skip = words);
  }

  /// A violated "should" fails its test, too.
  public RuntimeChecks strict() {
    return with(draft -> draft.strict = true);
  }

  /// With so many checks at the same time; one, unless this is called.
  public RuntimeChecks jobs(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("jobs must be at least 1, not " + number);
    }
    return with(draft -> draft.jobs = number);
  }

  /// With the profile in this file, instead of `check.json`.
  public RuntimeChecks profile(Path file) {
    return with(draft -> draft.profile = file);
  }

  /// With the failures that this file lists: their tests are skipped as long as they fail as
  /// listed, and fail otherwise. `golem-runtime check --known-failures FILE --fix` writes such a
  /// file.
  public RuntimeChecks knownFailures(Path file) {
    return with(draft -> draft.knownFailures = file);
  }

  /// With an image, a local file, for a runtime that needs one.
  public RuntimeChecks taskPackage(Path image) {
    return with(draft -> draft.taskPackage = image);
  }

  /// The tests, for a method with `@TestFactory`, in the order of the checks. Nothing is started
  /// before the first test is executed.
  ///
  /// @throws IllegalArgumentException if a selection selects nothing, or a file cannot be used
  public Stream<DynamicNode> tests() {
    Draft draft = new Draft();
    changes.accept(draft);
    try {
      OngoingChecks ongoing = ongoing(draft);
      checked.begun().accept(ongoing);
      return ongoing.tests();
    } catch (ProfileException e) {
      throw new IllegalArgumentException(e.sentence(), e);
    }
  }

  private OngoingChecks ongoing(Draft draft) throws ProfileException {
    RuntimeBinary binary =
        checked.target().binary(checked.surroundings().directory().resolve("checked"));
    CheckOptions options =
        CheckOptions.of(profile(draft, binary))
            .withRuntimeArgs(checked.args())
            .withEnvironment(checked.surroundings().variables())
            .withTaskPackage(Optional.ofNullable(draft.taskPackage).map(Path::toAbsolutePath))
            .select(selection(draft))
            .withJobs(draft.jobs)
            .withPatience(checked.patience());
    Path known = draft.knownFailures;
    return new OngoingChecks(
        binary,
        options,
        known == null ? KnownFailures.none() : KnownFailures.read(known),
        draft.strict,
        this::reproduction);
  }

  private static CheckProfile profile(Draft draft, RuntimeBinary binary) throws ProfileException {
    Path given = draft.profile;
    return given == null
        ? CheckProfile.beside(Path.of(""), binary.path())
        : CheckProfile.read(given);
  }

  private static CheckSelection selection(Draft draft) throws ProfileException {
    String given = System.getProperty(CHECKS);
    return given == null
        ? CheckSelection.of(draft.only, draft.skip)
        : CheckSelection.of(List.of(given.split(",")), List.of());
  }

  private String reproduction(String id) {
    String binary = System.getProperty(Target.BINARY);
    return "mvn test -Dtest=%s -D%s=%s%s"
        .formatted(
            checked.method(),
            CHECKS,
            id,
            binary == null ? "" : " -D" + Target.BINARY + "=" + binary);
  }
}
