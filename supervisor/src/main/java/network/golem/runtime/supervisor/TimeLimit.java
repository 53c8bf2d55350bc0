package network.golem.runtime.supervisor;

import java.time.Duration;

/// How long something may take; zero: as long as it likes.
record TimeLimit(Duration duration) {
  static final TimeLimit NONE = new TimeLimit(Duration.ZERO);

  boolean isUnlimited() {
    return duration.isZero();
  }
}
