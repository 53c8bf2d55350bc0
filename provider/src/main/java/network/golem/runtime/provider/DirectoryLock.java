package network.golem.runtime.provider;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/// A lock on a directory, by Linux's `flock`. The kernel releases it when its holder ends, for
/// whatever reason; it leaves no file behind; and read permission is enough to take it. (Java can
/// only lock files that are open for writing.)
final class DirectoryLock implements AutoCloseable {
  private static final int CLOSE_ON_EXEC = 0x80000;
  private static final int EXCLUSIVE = 2;
  private static final int AT_ONCE = 4;
  private static final int INTERRUPTED = 4;
  private static final int TAKEN = 11;

  private final int descriptor;

  private DirectoryLock(int descriptor) {
    this.descriptor = descriptor;
  }

  /// Whether directories can be locked here.
  static boolean isAvailable() {
    return System.getProperty("os.name").equals("Linux")
        && DirectoryLock.class.getModule().isNativeAccessEnabled();
  }

  /// Takes the lock; waits without a limit while another process has it.
  ///
  /// @param waits called before waiting
  static DirectoryLock take(Path directory, Runnable waits) throws IOException {
    int descriptor = Calls.open(directory);
    DirectoryLock lock = new DirectoryLock(descriptor);
    int failure = Calls.lock(descriptor, EXCLUSIVE | AT_ONCE);
    if (failure == TAKEN) {
      waits.run();
      do {
        failure = Calls.lock(descriptor, EXCLUSIVE);
      } while (failure == INTERRUPTED);
    }
    if (failure != 0) {
      lock.close();
      throw new IOException("flock: error " + failure + " of the system");
    }
    return lock;
  }

  /// Releases the lock.
  @Override
  public void close() {
    Calls.close(descriptor);
  }

  /// The calls of the system's library.
  @SuppressWarnings("restricted") // only where native access is enabled
  private static final class Calls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERROR =
        STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN =
        handle(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2),
            Linker.Option.captureCallState("errno"));
    private static final MethodHandle FLOCK =
        handle(
            "flock",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            Linker.Option.captureCallState("errno"));
    private static final MethodHandle CLOSE =
        handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private static MethodHandle handle(
        String name, FunctionDescriptor shape, Linker.Option... options) {
      return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
    }

    static int open(Path directory) throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment state = arena.allocate(STATE);
        int descriptor =
            (int) OPEN.invokeExact(state, arena.allocateFrom(directory.toString()), CLOSE_ON_EXEC);
        if (descriptor < 0) {
          throw new IOException("open: error " + (int) ERROR.get(state, 0L) + " of the system");
        }
        return descriptor;
      } catch (IOException e) {
        throw e;
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    /// @return the error number; 0 on success
    static int lock(int descriptor, int operation) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment state = arena.allocate(STATE);
        return (int) FLOCK.invokeExact(state, descriptor, operation) == 0
            ? 0
            : (int) ERROR.get(state, 0L);
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    static void close(int descriptor) {
      try {
        int _ = (int) CLOSE.invokeExact(descriptor);
      } catch (Throwable e) {
        throw failed(e);
      }
    }

    private static IllegalStateException failed(Throwable e) {
      return new IllegalStateException("a call of the system's library failed", e);
    }
  }
}
