package network.golem.runtime.examples.wasi.wasmtime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Calls through a small library of our own, `calls.c`, beside wasmtime's. Nothing has to be
/// generated for it.
final class JniCalls implements Calls {
  /// For comparisons, and for the tests of the other way: `foreign`.
  private static final String WAY = "golem.wasi.calls";

  /// What native code calls. There is one for the process, which is never released.
  private static volatile @Nullable Callback callback;

  private long library;

  private JniCalls() {}

  /// This way, if the library is there.
  ///
  /// @param directory with the library
  static @Nullable JniCalls in(Path directory) {
    String architecture = System.getProperty("os.arch").equals("amd64") ? "x64" : "aarch64";
    Path file = directory.resolve("libwasi-calls-" + architecture + ".so");
    boolean wanted = !"foreign".equals(System.getProperty(WAY));
    return wanted && Files.exists(file) && isLoaded(file) ? new JniCalls() : null;
  }

  @SuppressWarnings("restricted") // the runtime is started with native access
  private static boolean isLoaded(Path file) {
    try {
      System.load(file.toString());
      return true;
    } catch (UnsatisfiedLinkError _) { // it is from another architecture or C library
      return false;
    }
  }

  @Override
  public void load(Path file) {
    library = open(terminated(file.toString()));
  }

  @Override
  public long find(String name) {
    return find(library, terminated(name));
  }

  private static byte[] terminated(String value) {
    return (value + '\0').getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public long call(long function, long a, long b, long c, long d, long e, long f, long g, long h) {
    return call(function, a, b, c, d, e, f, g, h, 0);
  }

  @Override
  public long address(Callback called) {
    callback = called;
    return address();
  }

  @Override
  public ByteBuffer buffer(long address, long bytes) {
    return direct(address, bytes);
  }

  /// Called by native code.
  private static long called(long a, long b, long c, long d) {
    Callback called = callback;
    if (called == null) {
      throw new IllegalStateException("nothing is to be called back");
    }
    return called.call(a, b, c, d);
  }

  /// @param file terminated by a zero
  /// @throws IllegalArgumentException if it cannot be loaded
  private static native long open(byte[] file);

  /// Also finds what the library depends on, which is the C library.
  private static native long find(long library, byte[] name);

  private static native long call(
      long function, long a, long b, long c, long d, long e, long f, long g, long h, long i);

  private static native long address();

  private static native ByteBuffer direct(long address, long bytes);
}
