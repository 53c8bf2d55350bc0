package network.golem.runtime.conformance.model;

import java.time.Duration;
import java.util.List;

/// How a check has come out.
public record CheckResult(CheckDescription check, Verdict verdict, Duration took) {

  /// What has come out.
  public sealed interface Verdict {}

  /// The requirement is met.
  public record Passed() implements Verdict {}

  /// It is not met.
  ///
  /// @param expected what should have happened, without anything that differs from run to run
  /// @param seen what happened instead
  /// @param exchange what crossed, oldest first: decoded, and as bytes in hexadecimal
  /// @param stderr the end of what the runtime wrote on standard error
  public record Failed(String expected, String seen, List<String> exchange, String stderr)
      implements Verdict {
    public Failed {
      exchange = List.copyOf(exchange);
    }

    /// In one line.
    public String message() {
      return ("expected " + expected + "; seen " + seen).replaceAll("\\s+", " ");
    }
  }

  /// It does not concern this runtime, or the runtime cannot be asked for what it needs.
  public record Skipped(String reason) implements Verdict {}

  /// A check that it takes for granted has failed.
  public record NotReached(String prerequisite) implements Verdict {}

  public boolean passed() {
    return verdict instanceof Passed;
  }
}
