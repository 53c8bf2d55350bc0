package network.golem.runtime.sdk.processes.accounting;

import java.util.List;
import java.util.Optional;
import network.golem.runtime.sdk.posix.CStrings;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.processes.table.ChildList;
import network.golem.runtime.sdk.processes.table.Mark;
import network.golem.runtime.sdk.processes.table.Proc;

/// Makes this process a subreaper: it adopts orphans among its descendants, instead of `init`. Dead
/// orphans stay in the process table until they are reaped, each by its pid (waiting for any child
/// would take the exit codes of the JDK's own children).
///
/// The setting is not inherited by children. Not thread-safe.
public final class Subreaper {
  private static final int BLOCK = 4096;

  private final int children;
  private final MemoryScope scope = new MemoryScope();
  private final Posix posix = new Posix(scope);
  private final NativeMemory block = scope.allocate(BLOCK);

  /// @param children the open file that lists the first thread's children
  private Subreaper(int children) {
    this.children = children;
  }

  /// Makes this process a subreaper, permanently. Empty if the system does not support that, or has
  /// no list of orphans.
  public static Optional<Subreaper> become() {
    String file = "task/" + ProcessHandle.current().pid() + "/children";
    try (MemoryScope scope = new MemoryScope()) {
      Posix posix = new Posix(scope);
      int list = posix.open(CStrings.of(scope, Proc.file(Proc.SELF, file).toString()));
      if (list >= 0 && posix.becomeSubreaper() != 0) {
        posix.close(list);
        return Optional.empty();
      }
      return list < 0 ? Optional.empty() : Optional.of(new Subreaper(list));
    }
  }

  /// The orphans, and some other children of this process.
  List<Long> children() {
    return ChildList.read(children, block, posix);
  }

  /// Reaps a child that has ended.
  Reaping reap(long pid) {
    try (MemoryScope reaping = new MemoryScope()) {
      return Reaper.reapIfDead(pid, reaping, posix);
    }
  }

  /// Sets the mark's limit on a process and its descendants.
  void mark(long pid, long limit) {
    try (MemoryScope marking = new MemoryScope()) {
      Mark.putOnTree(pid, limit, marking, posix);
    }
  }

  /// The result of trying to reap a child.
  sealed interface Reaping {
    record Reaped(Exit exit) implements Reaping {}

    record Alive() implements Reaping {}

    /// It is not, or no longer, a child of this process.
    record Gone() implements Reaping {}
  }
}
