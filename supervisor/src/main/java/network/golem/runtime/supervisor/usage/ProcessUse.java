package network.golem.runtime.supervisor.usage;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.golem.runtime.supervisor.process.ProcessTable;

/// Processor time and memory of a runtime's process and all that it starts, from samples of the
/// process table. Not thread-safe.
///
/// A node measures differently: once a second, only processes in the runtime's own process group,
/// each in whole seconds, and a quarter of the memory, because it mistakes pages for kibibytes.
final class ProcessUse {
  private static final int TICKS_PER_SECOND = 100;

  private final long group;
  private Map<Long, ProcessTable.Entry> living = new HashMap<>();

  /// Of processes that have ended, if their parents did not live to count them.
  private long endedTicks;

  private long pages;
  private long peakPages;
  private long groupPages;
  private final Map<Long, Long> nodeSeconds = new LinkedHashMap<>();

  /// @param group the runtime's pid, which is the id of its process group
  ProcessUse(long group) {
    this.group = group;
  }

  /// Takes a sample of all processes that are alive.
  void sample(List<ProcessTable.Entry> entries) {
    Map<Long, ProcessTable.Entry> now = new HashMap<>();
    entries.forEach(entry -> now.put(entry.pid(), entry));
    for (ProcessTable.Entry entry : living.values()) {
      if (!now.containsKey(entry.pid()) && !now.containsKey(entry.parent())) {
        endedTicks += entry.ticks();
      }
    }
    living = now;
    countPages();
  }

  private void countPages() {
    pages = living.values().stream().mapToLong(ProcessTable.Entry::pages).sum();
    peakPages = Math.max(peakPages, pages);
    groupPages =
        living.values().stream()
            .filter(entry -> entry.group() == group)
            .mapToLong(ProcessTable.Entry::pages)
            .sum();
  }

  /// Takes a sample of the runtime's own process, between samples of all.
  void sampleLeader(ProcessTable.Entry leader) {
    living.put(leader.pid(), leader);
    countPages();
  }

  /// Records what a node reads, once a second.
  void tick() {
    for (ProcessTable.Entry entry : living.values()) {
      if (entry.group() == group) {
        nodeSeconds.merge(entry.pid(), entry.ownTicks() / TICKS_PER_SECOND, Math::max);
      }
    }
  }

  /// No process is left.
  void end() {
    sample(List.of());
  }

  /// Processor time in hundredths of a second.
  long ticks() {
    return endedTicks + living.values().stream().mapToLong(ProcessTable.Entry::ticks).sum();
  }

  /// Processor time as a node measures it.
  long nodeSeconds() {
    return nodeSeconds.values().stream().mapToLong(Long::longValue).sum();
  }

  long peakPages() {
    return peakPages;
  }

  long groupPages() {
    return groupPages;
  }
}
