package network.golem.runtime.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.CheckResult.Verdict;
import network.golem.runtime.conformance.model.ProfileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownFailuresTest {
  @TempDir Path directory;

  private KnownFailures of(String text) throws Exception {
    return KnownFailures.read(Files.writeString(directory.resolve("known"), text));
  }

  private static CheckResult result(String id, Verdict verdict) {
    CheckDescription check =
        CheckRun.all().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    return new CheckResult(check, verdict, Duration.ZERO);
  }

  private static CheckResult failed(String id, String seen) {
    return result(id, new CheckResult.Failed("exit code 0", seen, List.of(), ""));
  }

  private static CheckReport report(CheckResult... results) {
    return new CheckReport(
        "r", CheckProfile.unknown(), List.of(results), Duration.ZERO, Optional.empty());
  }

  @Test
  void anExpectedFailureDoesNotFailTheRun() throws Exception {
    KnownFailures known = of("# why\nrun.end: expected exit code 0; seen *\n");

    assertThat(known.fails(report(failed("run.end", "exit code 3")), false)).isFalse();
    assertThat(known.fails(report(failed("run.answer", "exit code 3")), false)).isTrue();
  }

  @Test
  void anEntryThatPassesIsAnError() throws Exception {
    CheckReport passed = report(result("run.end", new CheckResult.Passed()));

    assertThat(of("run.end: *").complaints(passed))
        .containsExactly("run.end is listed as a known failure, but has passed");
    assertThat(of("run.end: *").fails(passed, false)).isTrue();
    assertThat(of("run.end flaky: *").fails(passed, true)).isFalse();
  }

  @Test
  void anEntryThatIsSkippedIsAnErrorAndOneThatIsNotReachedIsNone() throws Exception {
    CheckReport skipped = report(result("run.end", new CheckResult.Skipped("no command")));
    KnownFailures known = of("run.end: *");

    assertThat(known.complaints(skipped))
        .containsExactly("run.end is listed as a known failure, but was skipped: no command");
    assertThat(known.fixed(skipped).entries()).isEmpty();
    assertThat(of("run.end flaky: *").fails(skipped, true)).isFalse();
    CheckReport notReached = report(result("run.end", new CheckResult.NotReached("run.answer")));
    assertThat(known.fails(notReached, true)).isFalse();
    assertThat(known.fixed(notReached)).isEqualTo(known);
  }

  @Test
  void anotherMessageIsAnError() throws Exception {
    KnownFailures known = of("run.end: expected exit code 0; seen exit code 3");

    assertThat(known.complaints(report(failed("run.end", "exit code 4"))))
        .containsExactly(
            "run.end has failed in another way than listed: expected exit code 0; seen exit code"
                + " 4");
  }

  @Test
  void aViolatedShouldFailsOnlyAStrictRun() {
    CheckReport report = report(failed("run.pids.zero", "0"));

    assertThat(KnownFailures.none().fails(report, false)).isFalse();
    assertThat(KnownFailures.none().fails(report, true)).isTrue();
  }

  @Test
  void fixedKeepsWhatIsTrueAndWhatWasNotExecuted() throws Exception {
    KnownFailures known =
        of("# kept\nrun.end: *\nrun.answer: expected *\nmsg.id flaky: *\nmsg.flag: gone\n");
    CheckReport report =
        report(
            result("msg.id", new CheckResult.Passed()),
            result("msg.flag", new CheckResult.Passed()),
            failed("run.answer", "x"),
            failed("run.pids.zero", "pid\n0"));

    Path file = directory.resolve("fixed");
    known.fixed(report).write(file);

    assertThat(file)
        .hasContent(
            """
            # kept
            msg.id flaky: *
            run.answer: expected *
            run.end: *
            run.pids.zero: expected exit code 0; seen pid 0
            """);
    assertThat(KnownFailures.read(file).fails(report, true)).isFalse();
  }

  @Test
  void mistakesAreNamedWithTheirLine() {
    Stream.of("run.end\n", "run.nothing: x\n", "run.end: a\nrun.end: b\n")
        .forEach(text ->
            assertThatThrownBy(() -> of(text))
                .isInstanceOf(ProfileException.class)
                .hasMessageMatching(".*known:[12]: .*"));
  }
}
