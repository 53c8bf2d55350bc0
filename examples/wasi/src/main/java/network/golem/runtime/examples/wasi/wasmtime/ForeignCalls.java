package network.golem.runtime.examples.wasi.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// Calls through the foreign-function API, for which the JVM generates code first: some twenty
/// milliseconds for each shape.
@SuppressWarnings("restricted") // the runtime is started with native access
final class ForeignCalls implements Calls {
  private static final FunctionDescriptor DOWN =
      FunctionDescriptor.of(
          JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
          JAVA_LONG, JAVA_LONG);
  private static final FunctionDescriptor UP =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle CALL = Linker.nativeLinker().downcallHandle(DOWN);
  private static final long NINTH = 0;

  private SymbolLookup symbols = Linker.nativeLinker().defaultLookup();

  @Override
  public void load(Path library) {
    symbols =
        SymbolLookup.libraryLookup(library, Arena.global())
            .or(Linker.nativeLinker().defaultLookup());
  }

  @Override
  public long find(String name) {
    return symbols.find(name).map(MemorySegment::address).orElse(0L);
  }

  @Override
  public long call(long function, long a, long b, long c, long d, long e, long f, long g, long h) {
    try {
      MemorySegment address = MemorySegment.ofAddress(function);
      return (long) CALL.invokeExact(address, a, b, c, d, e, f, g, h, NINTH);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) { // native functions throw nothing
      throw new AssertionError(impossible);
    }
  }

  @Override
  public long address(Callback callback) {
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

  @Override
  public ByteBuffer buffer(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes).asByteBuffer();
  }
}
