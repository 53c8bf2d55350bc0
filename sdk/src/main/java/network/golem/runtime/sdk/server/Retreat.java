package network.golem.runtime.sdk.server;

import java.util.Optional;
import network.golem.runtime.sdk.definition.Definition;

/// How the author wants the runtime to stay without serving.
///
/// @param phase where it stands from then on
/// @param reason what requests are refused with
record Retreat(LifeCycle.Phase phase, String reason) {

  /// All is done.
  static Retreat quiet(Definition definition) {
    return new Retreat(
        LifeCycle.Phase.QUIET, definition.name() + " has shut down and takes no more commands");
  }

  /// It is of no use any more.
  static Retreat failed(String reason) {
    return new Retreat(LifeCycle.Phase.FAILED, reason);
  }

  boolean isFailure() {
    return phase == LifeCycle.Phase.FAILED;
  }

  /// What the commands that are ended for it have to say.
  Optional<String> lastWords() {
    return isFailure() ? Optional.of(reason) : Optional.empty();
  }
}
