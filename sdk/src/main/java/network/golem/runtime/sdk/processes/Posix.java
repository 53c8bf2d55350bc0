package network.golem.runtime.sdk.processes;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/// The system's functions for processes and pipes, as Linux with glibc has them. Each object serves
/// one thread at a time: it holds the error number of its last call.
final class Posix {
  static final int EINTR = 4;
  static final int WNOHANG = 1;
  static final int O_CLOEXEC = 0x80000;
  static final short POLLIN = 1;

  private static final long PIDFD_OPEN = 434; // the same number on every architecture
  private static final int FIONREAD = 0x541B;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle PIPE2 = ints("pipe2", ADDRESS, JAVA_INT);
  private static final MethodHandle READ = longs("read", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = longs("write", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle CLOSE = ints("close", JAVA_INT);
  private static final MethodHandle POLL = ints("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle KILL = ints("kill", JAVA_INT, JAVA_INT);
  private static final MethodHandle ACCESS = ints("access", ADDRESS, JAVA_INT);
  private static final MethodHandle EVENTFD = ints("eventfd", JAVA_INT, JAVA_INT);
  private static final MethodHandle WAIT4 = ints("wait4", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
  private static final MethodHandle IOCTL =
      handle(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SYSCALL =
      handle(
          "syscall",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(1));

  private final MemorySegment state;

  /// @param arena holds the error number
  Posix(Arena arena) {
    this.state = arena.allocate(STATE);
  }

  /// Whether a function is there under this name.
  static boolean has(String name) {
    return LINKER.defaultLookup().find(name).isPresent();
  }

  static MethodHandle ints(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private static MethodHandle longs(String name, MemoryLayout... parameters) {
    return handle(name, FunctionDescriptor.of(JAVA_LONG, parameters));
  }

  @SuppressWarnings("restricted") // this is the place for it: the launcher allows it
  private static MethodHandle handle(
      String name, FunctionDescriptor type, Linker.Option... options) {
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, all);
  }

  /// Where a function puts the error number of its call.
  MemorySegment state() {
    return state;
  }

  /// The error number of the last call that failed.
  int errno() {
    return (int) ERRNO.get(state, 0L);
  }

  /// Makes a pipe that no program inherits.
  ///
  /// @param ends gets two numbers: the end to read, the end to write
  int pipe(MemorySegment ends) {
    try {
      return (int) PIPE2.invokeExact(state, ends, O_CLOEXEC);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  long read(int descriptor, MemorySegment buffer) {
    try {
      return (long) READ.invokeExact(state, descriptor, buffer, buffer.byteSize());
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  long write(int descriptor, MemorySegment bytes) {
    try {
      return (long) WRITE.invokeExact(state, descriptor, bytes, bytes.byteSize());
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void close(int descriptor) {
    try {
      int _ = (int) CLOSE.invokeExact(state, descriptor);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// @param milliseconds -1: without limit
  int poll(MemorySegment entries, long count, int milliseconds) {
    try {
      return (int) POLL.invokeExact(state, entries, count, milliseconds);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int kill(long pid, int signal) {
    try {
      return (int) KILL.invokeExact(state, (int) pid, signal);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// @param mode 0: there is such a file; 1: it may be executed
  boolean access(MemorySegment path, int mode) {
    try {
      return (int) ACCESS.invokeExact(state, path, mode) == 0;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// A descriptor that becomes readable once 8 bytes were written to it.
  int eventfd() {
    try {
      return (int) EVENTFD.invokeExact(state, 0, O_CLOEXEC);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// @param status gets the wait status
  /// @param usage gets the `rusage`
  int wait4(long pid, MemorySegment status, int options, MemorySegment usage) {
    try {
      return (int) WAIT4.invokeExact(state, (int) pid, status, options, usage);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// How many bytes lie in a pipe.
  ///
  /// @param number four bytes of room
  int available(int descriptor, MemorySegment number) {
    try {
      int result = (int) IOCTL.invokeExact(state, descriptor, (long) FIONREAD, number);
      return result < 0 ? 0 : number.get(JAVA_INT, 0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// A descriptor that becomes readable when the process ends. -1: there is none to be had.
  int pidfd(long pid) {
    try {
      return (int) (long) SYSCALL.invokeExact(state, PIDFD_OPEN, (int) pid, 0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static IllegalStateException unexpected(Throwable e) {
    // its type is declared, not its behaviour
    return new IllegalStateException("the call of a system function failed", e);
  }
}
