package network.golem.runtime.conformance.model;

import java.util.Locale;

/// What happens if a requirement is not met.
public enum Severity {
  /// A real supervisor or provider fails, hangs, loses output or bills wrongly.
  MUST,
  /// A node works without it.
  SHOULD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
