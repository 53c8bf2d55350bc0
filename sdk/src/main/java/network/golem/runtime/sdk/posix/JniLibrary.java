package network.golem.runtime.sdk.posix;

import static java.nio.ByteOrder.nativeOrder;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.nio.ByteBuffer;

/// Calls through a small library of our own, `calls.c`, which a packaged runtime has. Nothing has
/// to be generated for it: the first program of a process starts tens of milliseconds earlier than
/// with foreign functions, and the JVM needs a few megabytes less.
final class JniLibrary implements CLibrary {
  /// The system property with the library's file, which the launcher sets.
  private static final String FILE = "golem.runtime.calls";

  /// Whether it is there and could be loaded.
  static boolean isAvailable() {
    String file = System.getProperty(FILE);
    return file != null && isLoaded(file);
  }

  @SuppressWarnings("restricted") // the launcher enables native access
  private static boolean isLoaded(String file) {
    try {
      System.load(new File(file).getAbsolutePath());
      return true;
    } catch (UnsatisfiedLinkError _) { // it is missing, or from another architecture or C library
      return false;
    }
  }

  @Override
  public long find(String name) {
    return address((name + '\0').getBytes(US_ASCII));
  }

  @Override
  public SystemCalls calls(MemoryScope scope) {
    return new Calls(scope.allocate(Integer.BYTES));
  }

  @Override
  public NativeMemory allocate(MemoryScope scope, int size) {
    long address = zeroed(size);
    if (address == 0) {
      throw new OutOfMemoryError("no native memory left for " + size + " bytes");
    }
    return new NativeMemory(scope, buffer(address, size).order(nativeOrder()), address, 0, size);
  }

  @Override
  public void free(NativeMemory memory) {
    release(memory.address());
  }

  private record Calls(NativeMemory error) implements SystemCalls {
    @Override
    public long call(long function, long a, long b, long c, long d, long e, long f) {
      return JniLibrary.call(function, error.address(), a, b, c, d, e, f);
    }

    @Override
    public int errno() {
      return error.getInt(0);
    }
  }

  /// @param name ASCII, terminated by a zero
  private static native long address(byte[] name);

  /// @param error the address at which the error number is stored
  private static native long call(
      long function, long error, long a, long b, long c, long d, long e, long f);

  private static native long zeroed(long size);

  private static native void release(long address);

  private static native ByteBuffer buffer(long address, long size);
}
