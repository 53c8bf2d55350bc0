package network.golem.runtime.sdk.processes.accounting;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.processes.table.ChildList;
import network.golem.runtime.sdk.processes.table.Mark;

/// This process as the one that orphans among its descendants come to, instead of to `init`. They
/// are its children then, and once dead they stay in the process table until somebody waits for
/// each by its number (waiting for just any would take the exit codes of the JDK's own children).
///
/// What is set here is not inherited. For one thread at a time.
public final class Subreaper {
  private static final int BLOCK = 4096;

  private final int children;
  private final Arena arena = Arena.ofAuto();
  private final Posix posix = new Posix(arena);
  private final MemorySegment block = arena.allocate(BLOCK);

  /// @param children the open list of the first thread's children
  private Subreaper(int children) {
    this.children = children;
  }

  /// Makes this process one, for good. Empty where the system cannot, or has no list of orphans.
  public static Optional<Subreaper> become() {
    long self = ProcessHandle.current().pid();
    try (Arena arena = Arena.ofConfined()) {
      Posix posix = new Posix(arena);
      int list = posix.open(arena.allocateFrom("/proc/self/task/" + self + "/children"));
      if (list >= 0 && posix.becomeSubreaper() != 0) {
        posix.close(list);
        return Optional.empty();
      }
      return list < 0 ? Optional.empty() : Optional.of(new Subreaper(list));
    }
  }

  /// The orphans, among some other children of this process.
  List<Long> children() {
    return ChildList.read(children, block, posix);
  }

  /// Takes the exit code of a child that has ended.
  Reaping reap(long pid) {
    try (Arena waiting = Arena.ofConfined()) {
      return Reaper.reapIfDead(pid, waiting, posix);
    }
  }

  /// Puts the mark's limit on a process and all that descends from it.
  void mark(long pid, long limit) {
    try (Arena marking = Arena.ofConfined()) {
      Mark.putOnTree(pid, limit, marking, posix);
    }
  }

  /// What became of waiting for a child.
  sealed interface Reaping {
    record Reaped(Exit exit) implements Reaping {}

    record Alive() implements Reaping {}

    /// It is no child of this process, or not any more.
    record Gone() implements Reaping {}
  }
}
