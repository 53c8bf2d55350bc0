package network.golem.runtime.sdk.posix;

import java.util.NoSuchElementException;

/// Calls functions of the C library with up to six integers or addresses. They are passed in 64-bit
/// registers, and a function reads only those that it has parameters for. On Linux, that includes
/// variadic functions (`ioctl`, `syscall`).
///
/// Not thread-safe, because an object holds the error number of its last call. Memory that is
/// passed must belong to a scope that outlives the call.
interface SystemCalls {
  /// The error number `EINTR`: a signal arrived while a function was waiting. It is the same on
  /// every system that Java runs on.
  int EINTR = 4;

  /// @param scope provides memory for the error number
  static SystemCalls in(MemoryScope scope) {
    return CLibrary.get().calls(scope);
  }

  /// Whether a function with this name exists.
  static boolean has(String name) {
    return CLibrary.get().find(name) != 0;
  }

  /// The address of a function.
  static long function(String name) {
    long address = CLibrary.get().find(name);
    if (address == 0) {
      throw new NoSuchElementException("the C library has no function " + name);
    }
    return address;
  }

  long call(long function, long a, long b, long c, long d, long e, long f);

  /// Calls a function that returns an `int`; the upper half of the register is undefined.
  default int callInt(long function, long a, long b, long c) {
    return (int) call(function, a, b, c, 0, 0, 0);
  }

  /// The error number of the last call that failed.
  int errno();
}
