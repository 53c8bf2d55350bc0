package network.golem.runtime.sdk.processes;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Processes with all that descends from them. Parents are read before their children: what a
/// parent waits for in between is missing rather than counted twice.
final class ProcessTree {
  private ProcessTree() {}

  static Map<Long, ProcessStat> below(Set<Long> roots) {
    Map<Long, ProcessStat> found = new HashMap<>();
    ArrayDeque<Long> next = new ArrayDeque<>(roots);
    for (Long pid = next.poll(); pid != null; pid = next.poll()) {
      if (!found.containsKey(pid)) {
        Optional<ProcessStat> process = ProcessStat.of(pid);
        if (process.isPresent()) {
          found.put(pid, process.get());
          next.addAll(ChildList.of(pid));
        }
      }
    }
    return found;
  }

  /// The processor time of all of them, with the children that each has waited for.
  static Duration cpu(Map<Long, ProcessStat> tree) {
    return tree.values().stream().map(ProcessStat::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  /// Whether they are the same processes, in the same places.
  static boolean isSame(Map<Long, ProcessStat> one, Map<Long, ProcessStat> other) {
    return places(one).equals(places(other));
  }

  private static Set<Place> places(Map<Long, ProcessStat> tree) {
    return tree.values().stream()
        .map(found -> new Place(found.pid(), found.start(), found.parent(), found.dead()))
        .collect(Collectors.toSet());
  }

  private record Place(long pid, long start, long parent, boolean dead) {}
}
