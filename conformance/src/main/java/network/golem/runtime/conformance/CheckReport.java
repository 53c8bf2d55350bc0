package network.golem.runtime.conformance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.CheckResult.Verdict;
import network.golem.runtime.conformance.model.Requirements;
import network.golem.runtime.conformance.model.Severity;

/// How all checks have come out.
///
/// @param runtime its name
/// @param profile what was known of it, or has been found out
/// @param results in the order of the checks
/// @param startTime from the start of a process to the answer to hello, the median; empty if no
///   session was opened
public record CheckReport(
    String runtime,
    CheckProfile profile,
    List<CheckResult> results,
    Duration took,
    Optional<Duration> startTime) {
  public CheckReport {
    results = List.copyOf(results);
  }

  /// The version of the requirements.
  public String requirements() {
    return Requirements.published().version();
  }

  /// How many have come out so.
  public long count(Class<? extends Verdict> verdict) {
    return results.stream().filter(result -> verdict.isInstance(result.verdict())).count();
  }

  /// The failures.
  public List<CheckResult> failures() {
    return results.stream()
        .filter(result -> result.verdict() instanceof CheckResult.Failed)
        .toList();
  }

  /// Whether something failed that fails the run.
  ///
  /// @param strict whether a "should" counts
  /// @param expected failures that do not count
  public boolean hasFailed(boolean strict, Predicate<CheckResult> expected) {
    return failures().stream()
        .filter(expected.negate())
        .anyMatch(result -> strict || result.check().severity() == Severity.MUST);
  }
}
