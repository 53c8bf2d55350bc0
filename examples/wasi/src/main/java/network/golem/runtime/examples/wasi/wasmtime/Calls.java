package network.golem.runtime.examples.wasi.wasmtime;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A way to call native code, in one shape; see [NativeCalls].
sealed interface Calls permits JniCalls, ForeignCalls {

  /// Loads a library for [#find(String)].
  ///
  /// @throws IllegalArgumentException if it cannot be loaded
  void load(Path library);

  /// The address of a function of the library or the C library; 0 if there is none.
  long find(String name);

  long call(long function, long a, long b, long c, long d, long e, long f, long g, long h);

  /// The address of a function that calls `callback`. It exists until the process ends.
  long address(Callback callback);

  /// Memory at an address, in big-endian order.
  ByteBuffer buffer(long address, long bytes);

  /// What native code calls back. It must not throw: that could end the JVM.
  @FunctionalInterface
  interface Callback {
    long call(long a, long b, long c, long d);
  }
}
