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

/// How the system's functions are called: all in one shape, as each shape costs some ten
/// milliseconds when it is first used. Whole numbers and addresses are passed in registers of 64
/// bits, of which a function looks at what it takes; on Linux, also one whose last parameters are
/// open (`ioctl`, `syscall`).
///
/// Each object serves one thread at a time: it holds the error number of its last call. Memory that
/// is handed over must belong to an arena that is closed later.
final class SystemCalls {
  /// A signal came while a function waited. The number is the same on every system that Java runs
  /// on.
  static final int EINTR = 4;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle CALL = call();

  private final MemorySegment state;

  /// @param arena holds the error number
  SystemCalls(Arena arena) {
    this.state = arena.allocate(STATE);
  }

  @SuppressWarnings("restricted") // this is the place for it: the launcher allows it
  private static MethodHandle call() {
    return LINKER.downcallHandle(
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.captureCallState("errno"));
  }

  /// Whether there is a function of this name.
  static boolean has(String name) {
    return LINKER.defaultLookup().find(name).isPresent();
  }

  static MemorySegment function(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  /// Calls a function with up to six whole numbers or addresses.
  long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) CALL.invokeExact(function, state, a, b, c, d, e, f);
    } catch (Throwable failure) {
      // its type is declared, not its behaviour
      throw new IllegalStateException("the call of a system function failed", failure);
    }
  }

  /// One that returns an `int`: what else is in the register means nothing.
  int callInt(MemorySegment function, long a, long b, long c) {
    return (int) call(function, a, b, c, 0, 0, 0);
  }

  /// The error number of the last call that failed.
  int errno() {
    return (int) ERRNO.get(state, 0L);
  }
}
