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

/// The processes that came to this one when they lost their parents. Most descend from programs;
/// others from processes that the author has started otherwise: those are waited for once dead, as
/// `init` would, and else left alone. For one thread at a time.
final class Orphans {
  /// Whoever waits for children of their own does it within this time.
  private static final long OTHERS_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Mark mark;
  private final Set<Long> exempt = new HashSet<>();
  private final Map<Long, Orphan> known = new HashMap<>();
  private final InheritedFlag flag;

  Orphans(Mark mark, InheritedFlag flag) {
    this.mark = mark;
    this.flag = flag;
  }

  /// What one look has found.
  ///
  /// @param ended the processor time of those programs that have ended
  /// @param changes how many came or went
  record Look(Duration ended, long changes) {}

  private sealed interface Orphan {
    record OfProgram(String owner) implements Orphan {}

    /// @param deadSince in the time of `System.nanoTime`; 0: it lives
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

  /// Takes in the new ones, and waits for those that have ended.
  ///
  /// @param children the orphans, and perhaps other children of this process
  /// @param running the programs that this process has started itself
  /// @param young the owners of those that may have started something without the mark
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
      switch (entry.getValue()) {
        case Orphan.OfProgram _ -> {
          switch (reaper.reap(pid)) {
            case Subreaper.Reaping.Reaped(Exit exit) -> {
              ended = ended.plus(exit.cpu());
              known.remove(pid);
              changes++;
            }
            case Subreaper.Reaping.Gone _ -> {
              known.remove(pid);
              changes++;
            }
            case Subreaper.Reaping.Alive _ -> {}
          }
        }
        case Orphan.OfAuthor orphan -> {
          if (!children.contains(pid)) {
            known.remove(pid);
          } else if (ProcessStat.of(pid).map(ProcessStat::dead).orElse(false)) {
            buryLater(pid, orphan, reaper);
          }
        }
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

  /// Whose it is. What descends from a program has the limit of the mark, unless the program was
  /// faster than whoever put it on, or root took it off.
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
