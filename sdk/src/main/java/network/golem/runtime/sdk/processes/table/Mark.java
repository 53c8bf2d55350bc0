package network.golem.runtime.sdk.processes.table;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.posix.Posix;

/// Identifies the processes of this runtime's programs, whatever they do to hide: by an environment
/// variable, and by a number that every descendant inherits and only root can change.
///
/// That number is the hard limit of `RLIMIT_RTTIME`, the microseconds for which a process under a
/// real-time scheduler may compute without a pause. By default there is no limit. The mark sets it
/// to centuries, so it has no effect; its first digits identify the runtime, and its last ten the
/// owner. It survives what otherwise hides a process: an emptied environment, a session of its own,
/// and parents that have ended.
///
/// @param variable the environment variable, whose value names the owner
/// @param tag the first digits of the limit; 0 if programs get no limit on this system
public record Mark(String variable, long tag) {
  /// The owner of processes that descend from an unknown program. They are ended with the runtime.
  public static final String UNKNOWN = "unknown.";

  private static final AtomicLong MADE = new AtomicLong();
  private static final long LARGEST_TAG = 99_999_999;

  /// Three years, in units of 10^10 microseconds: a shorter limit could have an effect.
  private static final long SMALLEST_TAG = 10_000;

  private static final long OWNERS = 10_000_000_000L;
  private static final long UNKNOWN_NUMBER = OWNERS - 1;
  private static final int RLIMIT_RTTIME = 15;
  private static final String LIMIT_LINE = "Max realtime timeout";
  private static final String COMMAND = "command-";
  private static final String CHILD = "child-";

  /// A mark that no other runtime has.
  public static Mark make() {
    String variable =
        "GOLEM_RUNTIME_"
            + ProcessHandle.current().pid()
            + "_"
            + Long.toHexString(System.currentTimeMillis())
            + "_"
            + MADE.incrementAndGet();
    // A limit can only be lowered, and a runtime that is itself a program of another one already
    // has a limit.
    long largest = Math.min(LARGEST_TAG, limitOf(Proc.SELF).orElse(0L) / OWNERS - 1);
    return new Mark(
        variable,
        largest < SMALLEST_TAG
            ? 0
            : ThreadLocalRandom.current()
                .nextLong(Math.max(SMALLEST_TAG, largest / 2), largest + 1));
  }

  /// Sets the limit of a process.
  ///
  /// @param limit the result of [#limit(String)]; 0 for none
  /// @return whether it has it
  public static boolean put(long pid, long limit, MemoryScope scope, Posix posix) {
    if (limit == 0) {
      return false;
    }
    NativeMemory both = scope.allocate(2 * Long.BYTES).putLong(0, limit).putLong(Long.BYTES, limit);
    return posix.limit(pid, RLIMIT_RTTIME, both) == 0; // otherwise it belongs to another user
  }

  /// Sets the limit of a process and of its descendants.
  public static void putOnTree(long pid, long limit, MemoryScope scope, Posix posix) {
    if (put(pid, limit, scope, posix)) {
      for (long child : ChildList.of(pid)) {
        putOnTree(child, limit, scope, posix);
      }
    }
  }

  /// The limit for this owner's programs.
  ///
  /// @param owner `command-N.`, `child-N.`, or [#UNKNOWN]
  public long limit(String owner) {
    return tag == 0 ? 0 : tag * OWNERS + number(owner);
  }

  private static long number(String owner) {
    if (owner.equals(UNKNOWN)) {
      return UNKNOWN_NUMBER;
    }
    boolean child = owner.startsWith(CHILD);
    int from = child ? CHILD.length() : COMMAND.length();
    long number = Long.parseUnsignedLong(owner, from, owner.length() - 1, 10);
    return Long.remainderUnsigned(number, UNKNOWN_NUMBER / 2) * 2 + (child ? 1 : 0);
  }

  /// The owner of a process; empty if it is not one of ours, or if that is unknown.
  Optional<String> owner(long pid) {
    Optional<String> owner = ownerByLimit(pid);
    return owner.isPresent() ? owner : ownerByVariable(pid);
  }

  public Optional<String> ownerByLimit(long pid) {
    return limitOf(Long.toString(pid)).filter(limit -> limit / OWNERS == tag).map(Mark::ownerOf);
  }

  private static String ownerOf(long limit) {
    long number = limit % OWNERS;
    return number == UNKNOWN_NUMBER
        ? UNKNOWN
        : (number % 2 == 0 ? COMMAND : CHILD) + number / 2 + ".";
  }

  /// The hard limit; empty if the process has ended.
  private static Optional<Long> limitOf(String process) {
    try {
      String all = Proc.read(process, "limits");
      int at = all.indexOf(LIMIT_LINE);
      if (at < 0) {
        return Optional.empty();
      }
      String hard = all.substring(at + LIMIT_LINE.length()).strip().split("\\s+", 3)[1];
      return Optional.of(hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty(); // it has ended meanwhile, or has a limit larger than any of ours
    }
  }

  /// By the environment variable, as it was when the process was started.
  public Optional<String> ownerByVariable(long pid) {
    try {
      String all = Proc.read(pid, "environ");
      String wanted = variable + "=";
      for (int at = all.indexOf(wanted); at >= 0; at = all.indexOf(wanted, at + 1)) {
        if (at == 0 || all.charAt(at - 1) == '\0') {
          int end = all.indexOf('\0', at);
          return Optional.of(all.substring(at + wanted.length(), end < 0 ? all.length() : end));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it has ended meanwhile, or belongs to another user
    }
  }
}
