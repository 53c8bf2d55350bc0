package network.golem.runtime.sdk.processes.accounting;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import network.golem.runtime.sdk.processes.table.InheritedFlag;
import network.golem.runtime.sdk.processes.table.Mark;
import network.golem.runtime.sdk.processes.table.ProcessStat;

/// The processes that this process has adopted when they lost their parents. Most are descendants
/// of programs. The others descend from processes that the author has started by other means: they
/// are reaped when they are dead, as `init` would do, and otherwise left alone. Not thread-safe.
final class Orphans {
  /// Code that waits for its own children does so within this time.
  private static final long OTHERS_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Mark mark;
  private final Set<Long> exempt = new HashSet<>();
  private final Map<Long, Orphan> known = new HashMap<>();
  private final InheritedFlag flag;

  Orphans(Mark mark, InheritedFlag flag) {
    this.mark = mark;
    this.flag = flag;
  }

  /// The result of one scan.
  ///
  /// @param ended the processor time of the programs' processes that have ended
  /// @param changes the number of processes that were added or removed
  record Look(Duration ended, long changes) {}

  private sealed interface Orphan {
    record OfProgram(String owner) implements Orphan {}

    /// @param deadSince as `System.nanoTime` counts; 0 if it is alive
    record OfAuthor(long deadSince) implements Orphan {}
  }

  void exempt(Set<Long> children) {
    exempt.addAll(children);
  }

  boolean isEmpty() {
    return known.isEmpty();
  }

  Set<Long> of(Predicate<String> owner) {
    Set<Long> found = new HashSet<>();
    known.forEach((pid, orphan) -> {
      if (orphan instanceof Orphan.OfProgram(String whose) && owner.test(whose)) {
        found.add(pid);
      }
    });
    return found;
  }

  /// Records new orphans, and reaps those that have ended.
  ///
  /// @param children the orphans, and possibly other children of this process
  /// @param running the programs that this process has started
  /// @param young the owners of programs that may have started processes without the mark
  Look look(List<Long> children, Set<Long> running, Collection<String> young, Subreaper reaper) {
    long changes = 0;
    for (Long pid : children) {
      if (!running.contains(pid) && !exempt.contains(pid) && !known.containsKey(pid)) {
        known.put(pid, recognized(pid, young, reaper));
        changes++;
      }
    }
    Duration ended = Duration.ZERO;
    for (Map.Entry<Long, Orphan> entry : List.copyOf(known.entrySet())) {
      long pid = entry.getKey();
      if (entry.getValue() instanceof Orphan.OfAuthor orphan) {
        if (!children.contains(pid)) {
          known.remove(pid);
        } else if (ProcessStat.of(pid).map(ProcessStat::dead).orElse(false)) {
          buryLater(pid, orphan, reaper);
        }
        continue;
      }
      Subreaper.Reaping reaping = reaper.reap(pid);
      if (reaping instanceof Subreaper.Reaping.Reaped(Exit exit)) {
        ended = ended.plus(exit.cpu());
      }
      if (!(reaping instanceof Subreaper.Reaping.Alive)) {
        known.remove(pid);
        changes++;
      }
    }
    return new Look(ended, changes);
  }

  private void buryLater(long pid, Orphan.OfAuthor orphan, Subreaper reaper) {
    long now = System.nanoTime();
    if (orphan.deadSince() == 0) {
      known.put(pid, new Orphan.OfAuthor(now));
    } else if (now - orphan.deadSince() > OTHERS_WAIT_NANOS) {
      var _ = reaper.reap(pid);
      known.remove(pid);
    }
  }

  /// The owner of an orphan. A descendant of a program has the mark's limit, unless it was started
  /// before the program was marked, or root has removed the limit.
  private Orphan recognized(long pid, Collection<String> young, Subreaper reaper) {
    Optional<String> owner = mark.ownerByLimit(pid);
    if (owner.isPresent()) {
      return new Orphan.OfProgram(owner.get());
    }
    owner = mark.ownerByVariable(pid);
    if (owner.isEmpty() && ProcessStat.of(pid).filter(flag::isOn).isEmpty()) {
      return new Orphan.OfAuthor(0);
    }
    String likely = owner.orElse(young.size() == 1 ? young.iterator().next() : Mark.UNKNOWN);
    reaper.mark(pid, mark.limit(likely));
    return new Orphan.OfProgram(likely);
  }
}
