package network.golem.runtime.supervisor.model;

import java.util.Locale;
import java.util.Optional;

/// Where an activity stands: its phase, and the one that the command in progress leads to.
public record ActivityState(Phase current, Optional<Phase> pending) {

  /// The phases of an activity's life.
  public enum Phase {
    NEW,
    INITIALIZED,
    DEPLOYED,
    READY,
    TERMINATED;

    /// As the real supervisor writes it.
    @Override
    public String toString() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }
}
