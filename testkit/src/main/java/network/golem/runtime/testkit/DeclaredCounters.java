package network.golem.runtime.testkit;

import java.util.Optional;
import java.util.Set;

/// The usage counters that a runtime declares.
///
/// @param runtime its name in messages
/// @param names empty if they are not known
record DeclaredCounters(String runtime, Optional<Set<String>> names) {
  static final DeclaredCounters UNKNOWN = new DeclaredCounters("the runtime", Optional.empty());

  private static final Set<String> BUILT_IN =
      Set.of(
          "golem.usage.duration_sec",
          "golem.usage.cpu_sec",
          "golem.usage.gib",
          "golem.usage.storage_gib");

  /// @throws IllegalArgumentException if the runtime cannot report a counter of this name
  void check(String counter) {
    if (BUILT_IN.contains(counter)) {
      throw new IllegalArgumentException(
          counter
              + " is counted by a node's supervisor, not by a runtime; a play has it:"
              + " desk.play(…).usage(\""
              + counter
              + "\")");
    }
    if (names.isPresent() && !names.get().contains(counter)) {
      throw new IllegalArgumentException(
          "the counter "
              + counter
              + " is not declared: @RuntimeDef(counters = …) of "
              + runtime
              + " has "
              + names.get());
    }
  }
}
