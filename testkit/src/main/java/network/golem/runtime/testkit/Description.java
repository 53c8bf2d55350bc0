package network.golem.runtime.testkit;

import java.time.Duration;
import java.util.Map;

/// Outcomes in words, as failed assertions show them.
final class Description {
  private Description() {}

  /// @param end how it ended
  /// @param more further lines by their names
  static String of(Outcome outcome, String end, Duration took, Map<String, String> more) {
    StringBuilder text = new StringBuilder();
    text.append(outcome.what()).append(end).append(" after ").append(took.toMillis()).append(" ms");
    text.append(stream("stdout", outcome.stdout()));
    text.append(stream("stderr", outcome.stderr()));
    more.forEach((name, value) -> text.append("\n  ").append(name).append(": ").append(value));
    return text.toString();
  }

  private static String stream(String name, String text) {
    if (text.isEmpty()) {
      return "\n  " + name + ": nothing";
    }
    boolean oneLine = text.indexOf('\n') < 0 || text.indexOf('\n') == text.length() - 1;
    return "\n  " + name + (oneLine ? ": " : ":\n    ") + Quoted.block(text, "    ");
  }
}
