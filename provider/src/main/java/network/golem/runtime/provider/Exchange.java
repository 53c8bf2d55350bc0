package network.golem.runtime.provider;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Exchanges the names of two files or directories atomically, by Linux's `renameat2`, so that both
/// names always exist. Java has no method for that.
final class Exchange {
  private static final int FROM_CURRENT_DIR = -100;
  private static final int EXCHANGE = 2;

  private Exchange() {}

  /// @return whether it was done; some systems and file systems do not support it
  @SuppressWarnings("restricted") // only where native access is enabled
  static boolean exchange(Path one, Path other) {
    if (!Exchange.class.getModule().isNativeAccessEnabled()) {
      return false;
    }
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().find("renameat2").orElse(null);
    if (function == null) {
      return false;
    }
    MethodHandle rename =
        linker.downcallHandle(
            function,
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      return (int)
              rename.invokeExact(
                  FROM_CURRENT_DIR,
                  arena.allocateFrom(one.toAbsolutePath().toString()),
                  FROM_CURRENT_DIR,
                  arena.allocateFrom(other.toAbsolutePath().toString()),
                  EXCHANGE)
          == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("a call of the system's library failed", e);
    }
  }
}
