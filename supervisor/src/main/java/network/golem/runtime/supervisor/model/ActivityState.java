package network.golem.runtime.supervisor.model;

import java.util.Locale;
import java.util.Optional;

/// The state of an activity: its phase, and the phase that the command in progress leads to.
public record ActivityState(Phase current, Optional<Phase> pending) {

  /// The phases of an activity's life.
  public enum Phase {
    NEW,
    INITIALIZED,
    DEPLOYED,
    READY,
    TERMINATED;

    /// The phase as a node's supervisor writes it.
    @Override
    public String toString() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }
}
