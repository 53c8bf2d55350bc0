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

/// The children of this process that belong to programs: the programs that it has started, and the
/// descendants that it has adopted when they lost their parents. Reaps both (programs that are
/// started by the JDK are reaped by it), and counts the processor time of all.
public final class Offspring {
  private final Mark mark;

  /// Held while a process moves from the running to the ended ones, so that none counts twice and
  /// none is missing.
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Orphans orphans;

  @GuardedBy("lock")
  private final Map<Long, String> running = new HashMap<>();

  /// The owners of programs that are being started.
  @GuardedBy("lock")
  private final List<String> starting = new ArrayList<>();

  /// Programs that may have started other processes before they were marked.
  @GuardedBy("lock")
  private final Map<Long, String> young = new HashMap<>();

  @GuardedBy("lock")
  private @Nullable Subreaper subreaper;

  @GuardedBy("lock")
  private Duration ended = Duration.ZERO;

  /// Incremented whenever a process is added or removed.
  @GuardedBy("lock")
  private long changes;

  /// Separate from the lock, because reading all processes takes a while.
  private final Object countingLock = new Object();

  @GuardedBy("countingLock")
  private Duration highest = Duration.ZERO;

  /// The tree at the last accounting in which nothing was missing, or which was complete, and the
  /// time of the processes that had ended by then.
  @GuardedBy("countingLock")
  private Map<Long, ProcessStat> seen = Map.of();

  @GuardedBy("countingLock")
  private Duration seenEnded = Duration.ZERO;

  /// The time of processes that ended without being reaped, because a parent can have the system
  /// discard its dead children.
  @GuardedBy("countingLock")
  private Duration lost = Duration.ZERO;

  public Offspring(Mark mark, InheritedFlag flag) {
    this.mark = mark;
    this.orphans = new Orphans(mark, flag);
  }

  /// Starts to adopt orphans.
  ///
  /// @param exempt a child of this process that is not a program
  void adopt(Subreaper reaper, Set<Long> exempt) {
    synchronized (lock) {
      subreaper = reaper;
      orphans.exempt(exempt);
    }
  }

  /// Called before a program is started. First marks the programs of other owners, so that an
  /// orphan without a mark can only belong to this one, unless another owner is starting a program
  /// at the same time.
  public void starting(String owner) {
    synchronized (lock) {
      if (young.values().stream().anyMatch(other -> !other.equals(owner))) {
        markYoung();
      }
      starting.add(owner);
    }
  }

  /// Called if the program could not be started.
  public void notStarted(String owner) {
    synchronized (lock) {
      boolean _ = starting.remove(owner);
    }
  }

  /// Called when the program has been started and marked, on the thread that has started it: see
  /// [#look()].
  public void started(long pid, String owner) {
    synchronized (lock) {
      try {
        running.put(pid, owner);
        if (subreaper != null) {
          young.put(pid, owner);
        }
        changes++;
      } finally { // there may be no memory for the maps
        boolean _ = starting.remove(owner);
      }
    }
  }

  /// Marks the processes that a program has started before it was marked itself. This is not done
  /// at each start, because it would add a tenth to its time.
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

  /// Called when a program of this owner has ended, whoever has reaped it. If it was reaped a while
  /// ago, its pid may by now belong to another owner's program, which keeps running.
  public void ended(long pid, String owner) {
    synchronized (lock) {
      if (running.remove(pid, owner)) {
        changes++;
      }
    }
  }

  /// Reaps a program of this owner that has ended, and then the orphans that it has left to this
  /// process.
  ///
  /// @param wait does not block, because the program has ended. Not called if the pid belongs to
  ///   another owner's program by now. If it throws, something else has reaped the program, and its
  ///   pid may already belong to another process.
  public Exit reap(long pid, String owner, Supplier<Exit> wait) {
    synchronized (lock) {
      if (!running.remove(pid, owner)) {
        throw Reaper.lost(pid);
      }
      changes++;
      try {
        Exit exit = wait.get();
        ended = ended.plus(exit.cpu());
        return exit;
      } finally {
        lookAfter(pid, owner);
      }
    }
  }

  /// Looks for the orphans of a program that has ended, which may be as young as it was. Does not
  /// throw, because its exit code would be lost: what this misses, a later look finds.
  @GuardedBy("lock")
  private void lookAfter(long pid, String owner) {
    try {
      boolean _ = look();
    } catch (RuntimeException | Error e) {
      // such as an OutOfMemoryError
    }
    boolean _ = young.remove(pid, owner);
  }

  /// Looks for new orphans, and reaps those that have ended.
  ///
  /// A program that has been spawned, but not yet passed to [#started(long, String)], is not taken
  /// for one: the list has orphans and the first thread's own children. In a JVM, that thread does
  /// not execute Java code; and a child moves there when the thread that has spawned it ends, which
  /// calls `started` before.
  ///
  /// @return whether any are left
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

  /// Whether a program that this process has started is running.
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

  /// The processor time used so far by all processes. Never falls.
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

  /// Whether no process has started, ended or changed its parent while the tree was being read. If
  /// so, the tree is complete; otherwise processes may be missing, but none is counted twice.
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
