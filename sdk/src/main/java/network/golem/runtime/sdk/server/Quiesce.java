package network.golem.runtime.sdk.server;

import java.util.Optional;
import network.golem.runtime.sdk.definition.Definition;

/// The author's wish that the runtime stops serving, and stays.
///
/// @param phase where it stands from then on
/// @param reason what requests are refused with
record Quiesce(LifeCycle.Phase phase, String reason) {

  /// All is done.
  static Quiesce quiet(Definition definition) {
    return new Quiesce(
        LifeCycle.Phase.QUIET, definition.name() + " has shut down and takes no more commands");
  }

  /// It has failed.
  static Quiesce failed(String reason) {
    return new Quiesce(LifeCycle.Phase.FAILED, reason);
  }

  boolean isFailure() {
    return phase == LifeCycle.Phase.FAILED;
  }

  /// What the commands that are ended for it have to say.
  Optional<String> lastWords() {
    return isFailure() ? Optional.of(reason) : Optional.empty();
  }
}
