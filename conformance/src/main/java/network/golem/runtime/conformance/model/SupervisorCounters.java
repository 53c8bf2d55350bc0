package network.golem.runtime.conformance.model;

import java.util.Set;

/// What a supervisor measures itself.
public final class SupervisorCounters {
  /// The names of these counters.
  public static final Set<String> NAMES =
      Set.of(
          "golem.usage.duration_sec",
          "golem.usage.cpu_sec",
          "golem.usage.gib",
          "golem.usage.storage_gib");

  private SupervisorCounters() {}
}
