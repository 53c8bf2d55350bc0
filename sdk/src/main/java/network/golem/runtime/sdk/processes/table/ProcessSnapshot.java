package network.golem.runtime.sdk.processes.table;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// A snapshot of the system's processes from `/proc`. It leaves out processes that are older than
/// this one, because they cannot be its descendants.
public final class ProcessSnapshot {
  private static final long SELF = ProcessHandle.current().pid();

  private final Map<Long, ProcessStat> entries = new HashMap<>();

  private ProcessSnapshot() {}

  public static boolean isAvailable() {
    return Proc.isAvailable();
  }

  public static ProcessSnapshot now() {
    ProcessSnapshot snapshot = new ProcessSnapshot();
    long since = ProcessStat.of(SELF).map(ProcessStat::start).orElse(0L);
    try {
      for (long pid : Proc.processes()) {
        ProcessStat.of(pid)
            .filter(entry -> entry.start() >= since && entry.pid() != SELF)
            .ifPresent(entry -> snapshot.entries.put(entry.pid(), entry));
      }
    } catch (IOException e) {
      return new ProcessSnapshot(); // nothing is known, so the snapshot is empty
    }
    return snapshot;
  }

  /// The living processes that have the mark, and all descendants of those and of children of this
  /// process. Children come first, then the others in the order of their start. (A shell whose
  /// child is signalled before the shell itself would end as if all were well.)
  ///
  /// @param mark determines the owner of a process
  /// @param owner the owners whose processes count
  /// @param children processes that this one has started or adopted, and has not reaped yet
  public Set<Long> marked(Mark mark, Predicate<String> owner, Set<Long> children) {
    Map<Long, List<Long>> below = new HashMap<>();
    ArrayDeque<Long> next = new ArrayDeque<>();
    for (ProcessStat entry : inOrderOfStart()) {
      below.computeIfAbsent(entry.parent(), _ -> new ArrayList<>()).add(entry.pid());
      if (entry.parent() == SELF && children.contains(entry.pid())) {
        next.addFirst(entry.pid());
      } else if (!entry.dead() && mark.owner(entry.pid()).filter(owner).isPresent()) {
        next.addLast(entry.pid());
      }
    }
    Set<Long> found = new LinkedHashSet<>();
    for (Long pid = next.poll(); pid != null; pid = next.poll()) {
      if (found.add(pid)) {
        next.addAll(below.getOrDefault(pid, List.of()));
      }
    }
    found.removeIf(pid -> {
      ProcessStat entry = entries.get(pid);
      return entry == null || entry.dead();
    });
    return found;
  }

  private List<ProcessStat> inOrderOfStart() {
    return entries.values().stream()
        .sorted(Comparator.comparingLong(ProcessStat::start).thenComparingLong(ProcessStat::pid))
        .toList();
  }
}
