package network.golem.runtime.conformance;

import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.Requirement;

/// A failure, explained to people.
public final class FailureText {
  private static final int STDERR_LINES = 10;

  private FailureText() {}

  /// What was required, what happens otherwise, what was expected and seen, everything that
  /// crossed, and how to execute the check again. The lines contain whatever the runtime has sent,
  /// control characters as well.
  ///
  /// @param reproduction the command that executes this check alone
  public static List<String> of(
      CheckResult result, CheckResult.Failed failed, String reproduction) {
    List<String> lines = new ArrayList<>();
    for (Requirement requirement : result.check().requirements()) {
      lines.add(
          labelled(requirement.id(), requirement.severity() + ": " + requirement.statement()));
    }
    lines.add(labelled("otherwise", result.check().requirements().getFirst().otherwise()));
    lines.add(labelled("expected", failed.expected()));
    lines.add(labelled("seen", failed.seen()));
    lines.add("exchange");
    failed.exchange().forEach(each -> each.lines().forEach(line -> lines.add("  " + line)));
    List<String> said = failed.stderr().lines().toList();
    if (!said.isEmpty()) {
      lines.add("standard error of the runtime");
      said.subList(Math.max(0, said.size() - STDERR_LINES), said.size())
          .forEach(line -> lines.add("  " + line));
    }
    lines.add(labelled("reproduce", reproduction));
    return lines;
  }

  private static String labelled(String label, String text) {
    return "%-10s %s".formatted(label, text);
  }
}
