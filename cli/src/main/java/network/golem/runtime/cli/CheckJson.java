package network.golem.runtime.cli;

import java.io.PrintWriter;
import network.golem.runtime.conformance.CheckReport;
import network.golem.runtime.conformance.KnownFailures;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.Requirements;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Prints one JSON object per line: one for each check, and a summary.
final class CheckJson implements CheckAccount {
  private final KnownFailures known;
  private final boolean strict;
  private final PrintWriter out;

  CheckJson(KnownFailures known, boolean strict, PrintWriter out) {
    this.known = known;
    this.strict = strict;
    this.out = out;
  }

  @Override
  public void began(CheckProfile profile, int checks) {
    // the summary has it
  }

  @Override
  public void ended(CheckResult result) {
    ObjectNode line = described(result.check());
    line.put("seconds", result.took().toMillis() / 1000.0);
    switch (result.verdict()) {
      case CheckResult.Passed _ -> line.put("result", "passed");
      case CheckResult.Failed failed -> {
        line.put("result", "failed");
        line.put("known", known.expects(result));
        line.put("expected", failed.expected()).put("seen", failed.seen());
        failed.exchange().forEach(line.putArray("exchange")::add);
        line.put("stderr", failed.stderr());
      }
      case CheckResult.Skipped skipped ->
          line.put("result", "skipped").put("reason", skipped.reason());
      case CheckResult.NotReached missing ->
          line.put("result", "notReached").put("prerequisite", missing.prerequisite());
    }
    print(line);
  }

  static ObjectNode described(CheckDescription check) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("check", check.id()).put("sentence", check.sentence());
    check.requirementIds().forEach(line.putArray("requirements")::add);
    return line.put("severity", check.severity().toString());
  }

  @Override
  public void summary(CheckReport report, KnownFailures now) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("runtime", report.runtime());
    line.put("requirementsVersion", Requirements.published().version());
    report.profile().features().ifPresent(all -> all.forEach(line.putArray("features")::add));
    line.put("passed", report.count(CheckResult.Passed.class));
    line.put("failed", report.count(CheckResult.Failed.class));
    line.put("skipped", report.count(CheckResult.Skipped.class));
    line.put("notReached", report.count(CheckResult.NotReached.class));
    now.complaints(report).forEach(line.putArray("knownFailures")::add);
    report.startTime().ifPresent(time -> line.put("startSeconds", time.toMillis() / 1000.0));
    line.put("seconds", report.took().toMillis() / 1000.0);
    line.put("ok", !now.fails(report, strict));
    print(line);
  }

  private void print(ObjectNode line) {
    out.print(line + "\n");
    out.flush();
  }
}
