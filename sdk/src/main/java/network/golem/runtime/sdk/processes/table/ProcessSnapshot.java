package network.golem.runtime.sdk.processes.table;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The system's processes at one moment, as `/proc` tells of them: those that are no older than
/// this one, for only they can be what it has started.
public final class ProcessSnapshot {
  private static final Path PROC = Path.of("/proc");
  private static final long SELF = ProcessHandle.current().pid();

  private final Map<Long, ProcessStat> entries = new HashMap<>();

  private ProcessSnapshot() {}

  public static boolean isAvailable() {
    return Files.exists(PROC.resolve("self/environ"));
  }

  public static ProcessSnapshot now() {
    ProcessSnapshot snapshot = new ProcessSnapshot();
    long since = ProcessStat.of(SELF).map(ProcessStat::start).orElse(0L);
    try (DirectoryStream<Path> numbered = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : numbered) {
        ProcessStat.of(Long.parseLong(folder.getFileName().toString()))
            .filter(entry -> entry.start() >= since && entry.pid() != SELF)
            .ifPresent(entry -> snapshot.entries.put(entry.pid(), entry));
      }
    } catch (IOException e) {
      return new ProcessSnapshot(); // nothing is known, so nobody is in it
    }
    return snapshot;
  }

  /// The living processes that have the mark, and all that descend from those or from a child of
  /// this process: its children first, then the others in the order in which they were started. (A
  /// shell that learns of its own end only after that of what it waits for ends as if all were
  /// well.)
  ///
  /// @param mark what tells whose a process is
  /// @param owner whose processes count
  /// @param children processes that this one has started or that came to it as orphans, and that it
  ///   has not waited for yet
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
