package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import network.golem.runtime.conformance.CheckReport;
import network.golem.runtime.conformance.FailureText;
import network.golem.runtime.conformance.KnownFailures;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.Requirement;
import network.golem.runtime.conformance.model.Requirements;
import network.golem.runtime.conformance.model.Severity;

/// Shows the results of checks to people: a line per check, then each failure in detail.
final class CheckText implements CheckAccount {
  private static final double SECOND = 1000;
  private static final double MILLI = 1e6;

  private final KnownFailures known;
  private final boolean strict;
  private final Style style;
  private final String reproduction;
  private final PrintWriter out;

  /// @param reproduction the command that executes a check again, with `%s` for its ID
  CheckText(
      KnownFailures known, boolean strict, Style style, String reproduction, PrintWriter out) {
    this.known = known;
    this.strict = strict;
    this.style = style;
    this.reproduction = reproduction;
    this.out = out;
  }

  @Override
  public void began(CheckProfile profile, int checks) {
    line(
        checks
            + " checks, requirements "
            + Requirements.published().version()
            + ", features: "
            + String.join(", ", profile.features().orElseThrow()));
  }

  @Override
  public void ended(CheckResult result) {
    CheckDescription check = result.check();
    String described =
        "%-26s %s".formatted(check.id(), check.sentence())
            + style.faint("  " + String.join(" ", check.requirementIds()));
    switch (result.verdict()) {
      case CheckResult.Passed _ ->
          line(
              style.good(style.sign(Sign.OK)) + " " + described + style.faint("  " + time(result)));
      case CheckResult.Failed _ when known.expects(result) ->
          line(style.doubtful(style.sign(Sign.BAD)) + " " + described + "  known failure");
      case CheckResult.Failed _ -> line(mark(check) + " " + described + "  " + check.severity());
      case CheckResult.Skipped skipped ->
          line(
              style.faint(
                  style.sign(Sign.NOTHING) + " " + check.id() + "  skipped: " + skipped.reason()));
      case CheckResult.NotReached missing ->
          line(
              style.faint(
                  style.sign(Sign.NOT_REACHED)
                      + " "
                      + check.id()
                      + "  not reached: "
                      + missing.prerequisite()
                      + " failed"));
    }
  }

  private String mark(CheckDescription check) {
    return strict || check.severity() == Severity.MUST
        ? style.bad(style.sign(Sign.BAD))
        : style.doubtful("!");
  }

  private static String time(CheckResult result) {
    return seconds(result.took());
  }

  private static String seconds(Duration time) {
    double millis = time.toNanos() / MILLI;
    return millis < SECOND
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, "%.1f s", millis / SECOND);
  }

  @Override
  public void summary(CheckReport report, KnownFailures now) {
    for (CheckResult result : report.failures()) {
      if (!known.expects(result)) {
        detail(result, (CheckResult.Failed) result.verdict());
      }
    }
    now.complaints(report)
        .forEach(complaint -> line("\n" + style.bad(style.sign(Sign.BAD)) + " " + complaint));
    long must = failures(report, Severity.MUST);
    long should = failures(report, Severity.SHOULD);
    long expected = report.failures().size() - must - should;
    line("");
    report
        .startTime()
        .ifPresent(
            time -> line("hello is answered " + seconds(time) + " after the start (median)"));
    line(
        report.results().size()
            + " checks: "
            + report.count(CheckResult.Passed.class)
            + " passed, "
            + (must + should)
            + " failed ("
            + must
            + " must, "
            + should
            + " should)"
            + (expected == 0 ? "" : ", " + expected + " failed as known")
            + ", "
            + report.count(CheckResult.Skipped.class)
            + " skipped, "
            + report.count(CheckResult.NotReached.class)
            + " not reached; "
            + seconds(report.took()));
    if (should > 0 && !strict && must == 0) {
      line("no \"must\" is violated: the runtime works on a node");
    }
    out.flush();
  }

  private long failures(CheckReport report, Severity severity) {
    return report.failures().stream()
        .filter(result -> !known.expects(result) && result.check().severity() == severity)
        .count();
  }

  private void detail(CheckResult result, CheckResult.Failed failed) {
    CheckDescription check = result.check();
    line("\n" + mark(check) + " " + style.bold(check.id()) + "  " + check.sentence());
    FailureText.of(result, failed, reproduction.formatted(check.id()))
        .forEach(each -> line("  " + style.shown(each)));
  }

  private void line(String text) {
    out.print(text + "\n");
    out.flush();
  }

  /// A word of a command line for a POSIX shell.
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./=:,+@%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  static void list(List<CheckDescription> checks, boolean json, PrintWriter out) {
    for (CheckDescription check : checks) {
      out.print(
          (json
                  ? CheckJson.described(check).toString()
                  : "%-26s %-6s %-14s %s"
                      .formatted(
                          check.id(),
                          check.severity(),
                          String.join(" ", check.requirementIds()),
                          check.sentence()))
              + "\n");
    }
    out.flush();
  }

  static void explain(CheckDescription check, PrintWriter out) {
    out.print(check.id() + ": " + check.sentence() + "\n");
    if (!check.features().isEmpty()) {
      out.print("for runtimes with the features " + String.join(", ", check.features()) + "\n");
    }
    if (!check.after().isEmpty()) {
      out.print("takes for granted: " + String.join(", ", check.after()) + "\n");
    }
    check.requirements().forEach(requirement -> explain(requirement, out));
    out.flush();
  }

  private static void explain(Requirement requirement, PrintWriter out) {
    out.print(
        "\n%s (%s): %s\nOtherwise: %s\n"
            .formatted(
                requirement.id(),
                requirement.severity(),
                requirement.statement(),
                requirement.otherwise()));
  }

  /// @return whether there is such a requirement
  static boolean explainRequirement(String id, List<CheckDescription> checks, PrintWriter out) {
    Requirement requirement = Requirements.published().byId().get(id);
    if (requirement == null) {
      return false;
    }
    explain(requirement, out);
    String about =
        checks.stream()
            .filter(check -> check.requirementIds().contains(id))
            .map(CheckDescription::id)
            .collect(Collectors.joining(", "));
    out.print(about.isEmpty() ? "\nno check is about it\n" : "\nchecked by " + about + "\n");
    out.flush();
    return true;
  }
}
