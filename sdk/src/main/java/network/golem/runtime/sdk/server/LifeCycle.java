package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/// The state of a runtime in server mode. All transitions are defined here; no others happen.
final class LifeCycle {

  enum Phase {
    /// `start` is running; hello and runs wait.
    STARTING,
    /// Commands are accepted.
    SERVING,
    /// `start` has failed, or something that the runtime cannot work without: each request is
    /// refused with the reason.
    FAILED,
    /// The author has shut the runtime down; the process waits for the supervisor's shutdown
    /// request.
    QUIET,
    /// The runtime is stopping.
    ENDING;

    private boolean isFollowedBy(Phase next) {
      return switch (this) {
        case STARTING -> next != STARTING;
        case SERVING -> next == FAILED || next == QUIET || next == ENDING;
        case FAILED, QUIET -> next == ENDING;
        case ENDING -> false;
      };
    }
  }

  @GuardedBy("this")
  private Phase phase = Phase.STARTING;

  @GuardedBy("this")
  private String reason = "";

  /// Changes to `next`, if that transition exists.
  ///
  /// @param why the message with which requests are refused from then on
  /// @return whether the state has changed
  synchronized boolean go(Phase next, String why) {
    if (!phase.isFollowedBy(next)) {
      return false;
    }
    phase = next;
    reason = why;
    return true;
  }

  synchronized Phase phase() {
    return phase;
  }

  /// The message with which requests are refused.
  synchronized String reason() {
    return reason;
  }
}
