package network.golem.runtime.protocol;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Redirects standard error to a file, including the output of native code: the fuzzer prints
/// hundreds of lines of progress, which would otherwise be in the build's output. Its findings are
/// reported by the failing test.
final class FuzzerLog {
  private static final int STANDARD_ERROR = 2;

  private FuzzerLog() {}

  static void open(Class<?> test) throws Throwable {
    Path file = Path.of("target", test.getSimpleName() + ".log");
    MethodHandle creat = function("creat", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    MethodHandle dup2 = function("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int log = (int) creat.invokeExact(arena.allocateFrom(file.toString()), 0644);
      int _ = (int) dup2.invokeExact(log, STANDARD_ERROR);
    }
  }

  @SuppressWarnings("restricted") // the build enables native access for the tests
  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }
}
