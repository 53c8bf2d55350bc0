package network.golem.runtime.sdk.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The system's `read` and `write`, repeated where a signal interrupts them. For one thread at a
/// time.
final class NativeCalls {
  private static final int INTERRUPTED = 4; // EINTR, on every system that Java runs on
  private static final int BLOCK = 64 * 1024;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle call;
  private final int descriptor;
  private final MemorySegment state = Arena.ofAuto().allocate(STATE);
  private final MemorySegment block = Arena.ofAuto().allocate(BLOCK);

  /// @param name `read` or `write`
  @SuppressWarnings("restricted") // this is the place for it: the launcher allows it
  NativeCalls(String name, int descriptor) {
    this.descriptor = descriptor;
    this.call =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow(name),
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG),
            Linker.Option.captureCallState("errno"));
  }

  /// At most this many bytes go into one call.
  int block() {
    return BLOCK;
  }

  void put(byte[] bytes, int from, int length) {
    MemorySegment.copy(bytes, from, block, JAVA_BYTE, 0, length);
  }

  void get(byte[] bytes, int from, int length) {
    MemorySegment.copy(block, JAVA_BYTE, 0, bytes, from, length);
  }

  /// @return how many bytes were read or written
  int call(int from, int length) throws IOException {
    while (true) {
      long count = invoke(from, length);
      if (count >= 0) {
        return (int) count;
      }
      int errno = (int) ERRNO.get(state, 0L);
      if (errno != INTERRUPTED) {
        throw new IOException("system error " + errno + " on descriptor " + descriptor);
      }
    }
  }

  private long invoke(int from, int length) {
    try {
      return (long) call.invokeExact(state, descriptor, block.asSlice(from), (long) length);
    } catch (Throwable e) {
      throw new IllegalStateException(
          "the call of a system function failed", e); // its type is declared, not its behaviour
    }
  }
}
