package network.golem.runtime.sdk.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// Calls functions of the C library. All calls have the same signature, because each signature
/// costs some ten milliseconds when it is first used. Integers and addresses are passed in 64-bit
/// registers, and a function reads only those that it has parameters for. On Linux, that includes
/// variadic functions (`ioctl`, `syscall`).
///
/// Not thread-safe, because an object holds the error number of its last call. Memory that is
/// passed must belong to an arena that outlives the call.
final class SystemCalls {
  /// The error number `EINTR`: a signal arrived while a function was waiting. It is the same on
  /// every system that Java runs on.
  static final int EINTR = 4;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle CALL = call();

  private final MemorySegment state;

  /// @param arena the arena in which the error number is stored
  SystemCalls(Arena arena) {
    this.state = arena.allocate(STATE);
  }

  @SuppressWarnings("restricted") // the launcher enables native access
  private static MethodHandle call() {
    return LINKER.downcallHandle(
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.captureCallState("errno"));
  }

  /// Whether a function with this name exists.
  static boolean has(String name) {
    return LINKER.defaultLookup().find(name).isPresent();
  }

  static MemorySegment function(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  /// Calls a function with up to six integers or addresses.
  long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) CALL.invokeExact(function, state, a, b, c, d, e, f);
    } catch (Throwable failure) {
      // declared by `invokeExact`, but never thrown
      throw new IllegalStateException("the call of a system function failed", failure);
    }
  }

  /// Calls a function that returns an `int`; the upper half of the register is undefined.
  int callInt(MemorySegment function, long a, long b, long c) {
    return (int) call(function, a, b, c, 0, 0, 0);
  }

  /// The error number of the last call that failed.
  int errno() {
    return (int) ERRNO.get(state, 0L);
  }
}
