package network.golem.runtime.sdk.server;

import java.util.Optional;
import network.golem.runtime.sdk.definition.Definition;

/// The author's request to stop serving while the process stays.
///
/// @param phase the state from then on
/// @param reason the message with which requests are refused
record Quiesce(LifeCycle.Phase phase, String reason) {

  /// The runtime has done its work.
  static Quiesce quiet(Definition definition) {
    return new Quiesce(
        LifeCycle.Phase.QUIET, definition.name() + " has shut down and takes no more commands");
  }

  /// The runtime has failed.
  static Quiesce failed(String reason) {
    return new Quiesce(LifeCycle.Phase.FAILED, reason);
  }

  boolean isFailure() {
    return phase == LifeCycle.Phase.FAILED;
  }

  /// The last line of standard error of the commands that are ended for this reason.
  Optional<String> lastWords() {
    return isFailure() ? Optional.of(reason) : Optional.empty();
  }
}
