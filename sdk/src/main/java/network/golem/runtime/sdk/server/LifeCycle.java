package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.EnumSet;
import java.util.Set;

/// Where a server-mode runtime stands. All transitions are here, and no others happen.
final class LifeCycle {

  enum Phase {
    /// `start` is running: hello and runs wait.
    STARTING,
    /// Commands are taken.
    SERVING,
    /// `start` failed, or what the runtime cannot do without: each request learns why.
    FAILED,
    /// The author has shut down: the process waits for the supervisor's goodbye.
    QUIET,
    /// Everything is being ended.
    ENDING;

    private Set<Phase> next() {
      return switch (this) {
        case STARTING -> EnumSet.of(SERVING, FAILED, QUIET, ENDING);
        case SERVING -> EnumSet.of(FAILED, QUIET, ENDING);
        case FAILED, QUIET -> EnumSet.of(ENDING);
        case ENDING -> EnumSet.noneOf(Phase.class);
      };
    }
  }

  @GuardedBy("this")
  private Phase phase = Phase.STARTING;

  @GuardedBy("this")
  private String reason = "";

  /// Goes on to `next`, if that is possible from here.
  ///
  /// @param why what requests are refused with from then on
  /// @return whether it was
  synchronized boolean go(Phase next, String why) {
    if (!phase.next().contains(next)) {
      return false;
    }
    phase = next;
    reason = why;
    return true;
  }

  synchronized Phase phase() {
    return phase;
  }

  /// What requests are refused with.
  synchronized String reason() {
    return reason;
  }
}
