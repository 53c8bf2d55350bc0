package network.golem.runtime.sdk.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.ByteOrder.nativeOrder;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// Calls through the foreign-function API, which needs no library of ours. All calls have the same
/// signature, because each signature costs some ten milliseconds when it is first used.
final class ForeignLibrary implements CLibrary {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle CALL = call();

  /// For calls whose error number nobody reads.
  private static final MemorySegment UNREAD = Arena.global().allocate(STATE);

  private final MemorySegment calloc = LINKER.defaultLookup().findOrThrow("calloc");
  private final MemorySegment free = LINKER.defaultLookup().findOrThrow("free");

  @SuppressWarnings("restricted") // the launcher enables native access
  private static MethodHandle call() {
    return LINKER.downcallHandle(
        FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
        Linker.Option.captureCallState("errno"));
  }

  @Override
  public long find(String name) {
    return LINKER.defaultLookup().find(name).map(MemorySegment::address).orElse(0L);
  }

  @Override
  public SystemCalls calls(MemoryScope scope) {
    NativeMemory error = scope.allocate((int) STATE.byteSize());
    return new Calls(segment(error.address(), error.size()));
  }

  @Override
  public NativeMemory allocate(MemoryScope scope, int size) {
    long address = call(calloc, UNREAD, 1, size, 0, 0, 0, 0);
    if (address == 0) {
      throw new OutOfMemoryError("no native memory left for " + size + " bytes");
    }
    return new NativeMemory(
        scope, segment(address, size).asByteBuffer().order(nativeOrder()), address, 0, size);
  }

  @Override
  public void free(NativeMemory memory) {
    long _ = call(free, UNREAD, memory.address(), 0, 0, 0, 0, 0);
  }

  @SuppressWarnings("restricted") // the memory has this size
  private static MemorySegment segment(long address, int size) {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }

  private static long call(
      MemorySegment function, MemorySegment state, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) CALL.invokeExact(function, state, a, b, c, d, e, f);
    } catch (Throwable failure) {
      // declared by `invokeExact`, but never thrown
      throw new IllegalStateException("the call of a system function failed", failure);
    }
  }

  private record Calls(MemorySegment state) implements SystemCalls {
    @Override
    public long call(long function, long a, long b, long c, long d, long e, long f) {
      return ForeignLibrary.call(MemorySegment.ofAddress(function), state, a, b, c, d, e, f);
    }

    @Override
    public int errno() {
      return (int) ERRNO.get(state, 0L);
    }
  }
}
