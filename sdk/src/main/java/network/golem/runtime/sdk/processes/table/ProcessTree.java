package network.golem.runtime.sdk.processes.table;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Processes and all of their descendants. Parents are read before their children, so that a child
/// that is reaped in between is missing rather than counted twice.
public final class ProcessTree {
  private ProcessTree() {}

  public static Map<Long, ProcessStat> below(Set<Long> roots) {
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

  /// The processor time of all of them, including children that they have reaped.
  public static Duration cpu(Map<Long, ProcessStat> tree) {
    return tree.values().stream().map(ProcessStat::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  /// The processor time of those that are no longer there.
  ///
  /// @param now a later tree
  public static Duration gone(Map<Long, ProcessStat> before, Map<Long, ProcessStat> now) {
    return before.values().stream()
        .filter(process -> !isIn(process, now))
        .map(ProcessStat::cpu)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// The processor time that those still there have gained in the meantime by reaping children.
  public static Duration gained(Map<Long, ProcessStat> before, Map<Long, ProcessStat> now) {
    Duration had =
        before.values().stream()
            .filter(process -> isIn(process, now))
            .map(ProcessStat::childCpu)
            .reduce(Duration.ZERO, Duration::plus);
    return now.values().stream()
        .map(ProcessStat::childCpu)
        .reduce(Duration.ZERO, Duration::plus)
        .minus(had);
  }

  private static boolean isIn(ProcessStat process, Map<Long, ProcessStat> tree) {
    ProcessStat found = tree.get(process.pid());
    return found != null && found.start() == process.start();
  }

  /// Whether both trees contain the same processes with the same parents.
  public static boolean isSame(Map<Long, ProcessStat> one, Map<Long, ProcessStat> other) {
    return places(one).equals(places(other));
  }

  private static Set<Place> places(Map<Long, ProcessStat> tree) {
    return tree.values().stream()
        .map(found -> new Place(found.pid(), found.start(), found.parent(), found.dead()))
        .collect(Collectors.toSet());
  }

  private record Place(long pid, long start, long parent, boolean dead) {}
}
