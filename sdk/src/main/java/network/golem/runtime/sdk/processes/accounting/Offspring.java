package network.golem.runtime.sdk.processes.accounting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import network.golem.runtime.sdk.processes.table.InheritedFlag;
import network.golem.runtime.sdk.processes.table.Mark;
import network.golem.runtime.sdk.processes.table.ProcessStat;
import network.golem.runtime.sdk.processes.table.ProcessTree;
import org.jspecify.annotations.Nullable;

/// The children of this process that its programs are: those that it has started, and their
/// descendants that came to it when they lost their parents. Waits for the latter, and counts the
/// processor time of all.
public final class Offspring {
  private final Mark mark;
  private final Orphans orphans;

  /// Held while a process changes from those that run to those that have ended: none counts twice,
  /// and none is missing.
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<Long, String> running = new HashMap<>();

  /// The owners of programs that are being started.
  @GuardedBy("lock")
  private final List<String> starting = new ArrayList<>();

  /// Programs that may have started something before they got their mark.
  @GuardedBy("lock")
  private final Map<Long, String> young = new HashMap<>();

  @GuardedBy("lock")
  private @Nullable Subreaper subreaper;

  @GuardedBy("lock")
  private Duration ended = Duration.ZERO;

  /// Grows whenever one comes or goes.
  @GuardedBy("lock")
  private long changes;

  /// Not the lock: looking at all processes takes a while.
  private final Object countingLock = new Object();

  @GuardedBy("countingLock")
  private Duration highest = Duration.ZERO;

  /// What was there when all was last accounted for, and the time of those that had ended then.
  @GuardedBy("countingLock")
  private Map<Long, ProcessStat> seen = Map.of();

  @GuardedBy("countingLock")
  private Duration seenEnded = Duration.ZERO;

  /// The time of processes that ended without anybody waiting for them: a parent can have the
  /// system throw its dead children away.
  @GuardedBy("countingLock")
  private Duration lost = Duration.ZERO;

  public Offspring(Mark mark, InheritedFlag flag) {
    this.mark = mark;
    this.orphans = new Orphans(mark, flag);
  }

  /// From now on, orphans come here.
  ///
  /// @param exempt a child of this process that is no program
  void adopt(Subreaper reaper, Set<Long> exempt) {
    synchronized (lock) {
      subreaper = reaper;
      orphans.exempt(exempt);
    }
  }

  /// A program is about to be started. Those of others are marked before, so that an orphan without
  /// the mark can only be this one's.
  public void starting(String owner) {
    synchronized (lock) {
      if (young.values().stream().anyMatch(other -> !other.equals(owner))) {
        markYoung();
      }
      starting.add(owner);
    }
  }

  /// It could not be.
  public void notStarted(String owner) {
    synchronized (lock) {
      boolean _ = starting.remove(owner);
    }
  }

  /// It has been, and has its mark.
  public void started(long pid, String owner) {
    synchronized (lock) {
      running.put(pid, owner);
      if (subreaper != null) {
        young.put(pid, owner);
      }
      changes++;
      boolean _ = starting.remove(owner);
    }
  }

  /// Puts the mark on whatever a program has started before it had its own. It is not done at each
  /// start, as it takes a tenth of that.
  void markYoung() {
    synchronized (lock) {
      boolean _ = look();
      Subreaper reaper = subreaper;
      if (reaper != null) {
        young.forEach((pid, owner) -> reaper.mark(pid, mark.limit(owner)));
      }
      young.clear();
    }
  }

  /// A program of this owner has ended, whoever has waited for it. If it was waited for a while
  /// ago, its number may be that of another owner's program by now, which goes on.
  public void ended(long pid, String owner) {
    synchronized (lock) {
      if (running.remove(pid, owner)) {
        changes++;
      }
    }
  }

  /// Has a program waited for that has ended, and then whatever it left to this process.
  public Exit reap(long pid, Supplier<Exit> wait) {
    synchronized (lock) {
      Exit exit = wait.get();
      var _ = running.remove(pid);
      ended = ended.plus(exit.cpu());
      changes++;
      boolean _ = look();
      var _ = young.remove(pid);
      return exit;
    }
  }

  /// Looks for new orphans, and waits for those that have ended.
  ///
  /// @return whether there are any
  boolean look() {
    synchronized (lock) {
      Subreaper reaper = subreaper;
      if (reaper == null) {
        return false;
      }
      List<Long> children = reaper.children();
      if (children.isEmpty() && orphans.isEmpty()) {
        return false;
      }
      Orphans.Look look = orphans.look(children, running.keySet(), youngOwners(), reaper);
      ended = ended.plus(look.ended());
      changes += look.changes();
      return !orphans.isEmpty();
    }
  }

  @GuardedBy("lock")
  private Set<String> youngOwners() {
    Set<String> owners = new HashSet<>(starting);
    owners.addAll(young.values());
    return owners;
  }

  /// Whether any program runs that this process has started.
  boolean isRunning() {
    synchronized (lock) {
      return !running.isEmpty();
    }
  }

  /// The children of this process that belong to these owners.
  public Set<Long> of(Predicate<String> owner) {
    synchronized (lock) {
      boolean _ = look();
      Set<Long> children = new HashSet<>();
      running.forEach((pid, whose) -> {
        if (owner.test(whose)) {
          children.add(pid);
        }
      });
      children.addAll(orphans.of(owner));
      return children;
    }
  }

  /// The processor time that all have used so far. Never falls.
  public Duration cpu() {
    synchronized (countingLock) {
      Snapshot snapshot = snapshot();
      Map<Long, ProcessStat> tree = ProcessTree.below(snapshot.roots());
      Duration missing =
          ProcessTree.gone(seen, tree)
              .minus(ProcessTree.gained(seen, tree))
              .minus(snapshot.ended().minus(seenEnded));
      if (!missing.isPositive() || isStill(snapshot, tree)) {
        lost = missing.isPositive() ? lost.plus(missing) : lost;
        seen = tree;
        seenEnded = snapshot.ended();
      }
      Duration total = snapshot.ended().plus(ProcessTree.cpu(tree)).plus(lost);
      highest = total.compareTo(highest) > 0 ? total : highest;
      return highest;
    }
  }

  /// Whether nothing has come, gone or changed its parent while the tree was being looked at: then
  /// all is in it. Else something may be missing, and nothing is there twice.
  private boolean isStill(Snapshot before, Map<Long, ProcessStat> tree) {
    Map<Long, ProcessStat> again = ProcessTree.below(before.roots());
    return ProcessTree.isSame(tree, again) && snapshot().changes() == before.changes();
  }

  private Snapshot snapshot() {
    synchronized (lock) {
      boolean _ = look();
      return new Snapshot(of(_ -> true), ended, changes);
    }
  }

  private record Snapshot(Set<Long> roots, Duration ended, long changes) {}
}
