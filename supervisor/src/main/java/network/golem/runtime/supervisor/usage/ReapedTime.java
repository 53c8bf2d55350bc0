package network.golem.runtime.supervisor.usage;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Processor time of the children that this process has waited for, and of all that those had
/// waited for, by `getrusage`, as a node's supervisor reads it. Java has no method for that.
///
/// It covers the whole process: activities that are played at the same time each count the children
/// of all.
public final class ReapedTime {
  private static final int CHILDREN = -1;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /// Two times, and fourteen other numbers.
  private static final MemoryLayout USAGE =
      MemoryLayout.sequenceLayout(2 * 2 + 14, ValueLayout.JAVA_LONG);

  private static final Optional<MethodHandle> GETRUSAGE = getrusage();

  private ReapedTime() {}

  @SuppressWarnings("restricted") // only where native access is enabled
  private static Optional<MethodHandle> getrusage() {
    if (!ReapedTime.class.getModule().isNativeAccessEnabled()) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("getrusage")
        .map(function ->
            linker.downcallHandle(
                function,
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
  }

  /// Makes the first call, which is slow, on a thread of its own.
  public static void prepare() {
    Thread.ofPlatform().daemon().name("reaped-time").start(ReapedTime::micros);
  }

  /// The time so far, in microseconds; zero if the system does not provide it.
  static long micros() {
    if (GETRUSAGE.isEmpty()) {
      return 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(USAGE);
      if ((int) GETRUSAGE.get().invokeExact(CHILDREN, usage) != 0) {
        return 0;
      }
      return time(usage, 0) + time(usage, 2);
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the system library failed", e);
    }
  }

  /// @param index of the seconds; the microseconds follow, as a 32-bit number on some systems
  private static long time(MemorySegment usage, long index) {
    return usage.getAtIndex(ValueLayout.JAVA_LONG, index) * MICROS_PER_SECOND
        + usage.getAtIndex(ValueLayout.JAVA_INT, 2 * index + 2);
  }
}
