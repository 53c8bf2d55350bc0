package network.golem.runtime.examples.wasi.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Calls native functions, and lets them call back, in one shape each: integers and pointers, all
/// as `long`.
///
/// Every shape costs the JVM some ten milliseconds, because it generates code for it. On the
/// machines that wasmtime's library is built for (System V on x64, AAPCS on aarch64), an integer of
/// any width and a pointer are passed in the same registers, a function ignores arguments that it
/// does not have, and the caller removes those on the stack. So one shape calls every function that
/// takes no floating-point number and no structure by value. A result that is narrower than 64 bits
/// has undefined upper bits: callers cut it.
@SuppressWarnings("restricted") // the runtime is started with native access
final class NativeCalls {
  private static final FunctionDescriptor DOWN =
      FunctionDescriptor.of(
          JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
          JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor UP =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(DOWN);

  private NativeCalls() {}

  /// What native code calls back. It must not throw: that would end the JVM.
  @FunctionalInterface
  interface Callback {
    long call(long a, long b, long c, long d);
  }

  /// The address of a function that calls `callback`. It exists until the process ends.
  static long address(Callback callback) {
    try {
      MethodHandle handle =
          MethodHandles.lookup()
              .findVirtual(
                  Callback.class,
                  "call",
                  MethodType.methodType(long.class, long.class, long.class, long.class, long.class))
              .bindTo(callback);
      return Linker.nativeLinker().upcallStub(handle, UP, Arena.global()).address();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the method of this class is missing", e);
    }
  }

  static long call(MemorySegment function) {
    return call(function, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  static long call(MemorySegment function, long a) {
    return call(function, a, 0, 0, 0, 0, 0, 0, 0);
  }

  static long call(MemorySegment function, long a, long b) {
    return call(function, a, b, 0, 0, 0, 0, 0, 0);
  }

  static long call(MemorySegment function, long a, long b, long c) {
    return call(function, a, b, c, 0, 0, 0, 0, 0);
  }

  static long call(MemorySegment function, long a, long b, long c, long d) {
    return call(function, a, b, c, d, 0, 0, 0, 0);
  }

  static long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    return call(function, a, b, c, d, e, f, 0, 0);
  }

  static long call(MemorySegment function, long a, long b, long c, long d, long e) {
    return call(function, a, b, c, d, e, 0, 0, 0);
  }

  static long call(
      MemorySegment function, long a, long b, long c, long d, long e, long f, long g, long h) {
    try {
      return (long) CALL.invokeExact(function, a, b, c, d, e, f, g, h, 0L); // none has more
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) { // native functions throw nothing
      throw new AssertionError(impossible);
    }
  }
}
