package network.golem.runtime.supervisor.model;

import java.time.Duration;

/// How long something may take; zero means no limit.
public record TimeLimit(Duration duration) {
  public static final TimeLimit NONE = new TimeLimit(Duration.ZERO);

  public boolean isUnlimited() {
    return duration.isZero();
  }

  /// For people: `0.5 s`.
  @Override
  public String toString() {
    String seconds = Double.toString(duration.toMillis() / 1000.0);
    return (seconds.endsWith(".0") ? seconds.substring(0, seconds.length() - 2) : seconds) + " s";
  }
}
