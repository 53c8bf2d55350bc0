package network.golem.runtime.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.RuntimeFailure.Code;

/// What would have been a refusal on a faster machine. A command that has printed nothing for 250
/// ms is accepted, and when it then throws, the requestor reads one line on its standard error, and
/// the exit code 1. Whether a test's machine takes that long says nothing about the runtime.
final class LateRefusal {
  private static final Duration ACCEPTED_AFTER = Duration.ofMillis(250);
  private static final int FAILED = 1;

  /// `no such model (NOT_FOUND, path: /m)`
  private static final Pattern LINE =
      Pattern.compile("(?s)(.*) \\((INTERNAL|NOT_FOUND|BAD_REQUEST)(|, .*)\\)");

  private static final Pattern DETAIL = Pattern.compile("(?s), ([^,:]+): (.*?)(?=, [^,:]+: |$)");

  private LateRefusal() {}

  /// The refusal; empty if the command ended in any other way.
  static Optional<Answer.Refused> of(CommandResult result) {
    String said = result.stderr().stripTrailing();
    if (result.code() != FAILED
        || result.took().compareTo(ACCEPTED_AFTER) < 0
        || !result.stdout().isEmpty()
        || said.isEmpty()
        || said.contains("\n")) {
      return Optional.empty();
    }
    Matcher line = LINE.matcher(said);
    if (!line.matches()) { // it may be a line of the author's own
      return Optional.empty();
    }
    Map<String, String> context = new LinkedHashMap<>();
    for (Matcher detail = DETAIL.matcher(line.group(3)); detail.find(); ) {
      context.put(detail.group(1), detail.group(2));
    }
    return Optional.of(new Answer.Refused(Code.valueOf(line.group(2)), line.group(1), context));
  }
}
