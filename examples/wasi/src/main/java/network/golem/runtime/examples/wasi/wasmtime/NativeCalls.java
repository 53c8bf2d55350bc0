package network.golem.runtime.examples.wasi.wasmtime;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Calls native functions, and lets them call back, in one shape each: integers and pointers, all
/// as `long`.
///
/// On the machines that wasmtime's library is built for (System V on x64, AAPCS on aarch64), an
/// integer of any width and a pointer are passed in the same registers, a function ignores
/// arguments that it does not have, and the caller removes those on the stack. So one shape calls
/// every function that takes no floating-point number and no structure by value. A result that is
/// narrower than 64 bits has undefined upper bits: callers cut it.
final class NativeCalls {
  /// Set before anything else is used, by the thread that starts all that use it.
  private static @Nullable Calls calls;

  private NativeCalls() {}

  /// Loads wasmtime's library.
  ///
  /// @throws IllegalArgumentException if it cannot be loaded
  static synchronized void load(Path file) {
    Calls chosen = calls;
    if (chosen == null) {
      chosen = JniCalls.in(file.resolveSibling(""));
      if (chosen == null) {
        chosen = new ForeignCalls();
      }
    }
    chosen.load(file);
    calls = chosen;
  }

  private static Calls calls() {
    Calls chosen = calls;
    if (chosen == null) {
      throw new IllegalStateException("no library has been loaded");
    }
    return chosen;
  }

  /// The address of a function of wasmtime or the C library.
  ///
  /// @throws IllegalArgumentException if there is none
  static long function(String name) {
    long address = calls().find(name);
    if (address == 0) {
      throw new IllegalArgumentException("there is no function " + name);
    }
    return address;
  }

  /// The address of a function that calls `callback`. It exists until the process ends.
  static long address(Calls.Callback callback) {
    return calls().address(callback);
  }

  /// Memory at an address. It must be valid.
  static ByteBuffer buffer(long address, long bytes) {
    return calls().buffer(address, bytes);
  }

  static long call(long function) {
    return call(function, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  static long call(long function, long a) {
    return call(function, a, 0, 0, 0, 0, 0, 0, 0);
  }

  static long call(long function, long a, long b) {
    return call(function, a, b, 0, 0, 0, 0, 0, 0);
  }

  static long call(long function, long a, long b, long c) {
    return call(function, a, b, c, 0, 0, 0, 0, 0);
  }

  static long call(long function, long a, long b, long c, long d) {
    return call(function, a, b, c, d, 0, 0, 0, 0);
  }

  static long call(long function, long a, long b, long c, long d, long e, long f) {
    return call(function, a, b, c, d, e, f, 0, 0);
  }

  static long call(long function, long a, long b, long c, long d, long e) {
    return call(function, a, b, c, d, e, 0, 0, 0);
  }

  static long call(long function, long a, long b, long c, long d, long e, long f, long g, long h) {
    return calls().call(function, a, b, c, d, e, f, g, h);
  }
}
