package network.golem.runtime.conformance.trial;

/// The runtime has not met a requirement.
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String seen;

  /// @param expected what should have happened, without anything that differs from run to run
  /// @param seen what happened instead
  public Violation(String expected, String seen) {
    super("expected " + expected + "; seen " + seen);
    this.expected = expected;
    this.seen = seen;
  }

  public String expected() {
    return expected;
  }

  public String seen() {
    return seen;
  }
}
