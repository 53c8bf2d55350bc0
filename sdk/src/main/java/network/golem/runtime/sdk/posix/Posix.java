package network.golem.runtime.sdk.posix;

/// System calls for processes and pipes, as on Linux with glibc. Not thread-safe, because an object
/// holds the error number of its last call. Memory that is passed must belong to a scope that
/// outlives the call.
public final class Posix {
  public static final int EINTR = SystemCalls.EINTR;
  public static final int WNOHANG = 1;
  public static final int O_CLOEXEC = 0x80000;
  public static final short POLLIN = 1;

  private static final long PIDFD_OPEN = 434; // the same number on every architecture
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int PR_MCE_KILL = 33;
  private static final int PR_MCE_KILL_SET = 1;
  private static final int PR_MCE_KILL_CLEAR = 0;
  private static final int P_PID = 1;
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x01000000;
  private static final int SIGCHLD = 17;
  private static final int FIONREAD = 0x541B;

  private static final long PIPE2 = SystemCalls.function("pipe2");
  private static final long READ = SystemCalls.function("read");
  private static final long WRITE = SystemCalls.function("write");
  private static final long CLOSE = SystemCalls.function("close");
  private static final long POLL = SystemCalls.function("poll");
  private static final long KILL = SystemCalls.function("kill");
  private static final long ACCESS = SystemCalls.function("access");
  private static final long EVENTFD = SystemCalls.function("eventfd");
  private static final long WAIT4 = SystemCalls.function("wait4");
  private static final long IOCTL = SystemCalls.function("ioctl");
  private static final long SYSCALL = SystemCalls.function("syscall");
  private static final long OPEN = SystemCalls.function("open");
  private static final long PREAD = SystemCalls.function("pread");
  private static final long PRLIMIT = SystemCalls.function("prlimit");
  private static final long PRCTL = SystemCalls.function("prctl");
  private static final long WAITID = SystemCalls.function("waitid");
  private static final long SIGNAL = SystemCalls.function("signal");

  private final SystemCalls calls;

  /// @param scope provides memory for the error number
  public Posix(MemoryScope scope) {
    this.calls = SystemCalls.in(scope);
  }

  /// Whether a function with this name exists.
  public static boolean has(String name) {
    return SystemCalls.has(name);
  }

  /// The underlying calls.
  SystemCalls calls() {
    return calls;
  }

  private long call(long function, long a, long b, long c, long d, long e, long f) {
    return calls.call(function, a, b, c, d, e, f);
  }

  private int callInt(long function, long a, long b, long c) {
    return calls.callInt(function, a, b, c);
  }

  /// The error number of the last call that failed.
  public int errno() {
    return calls.errno();
  }

  /// Creates a pipe that programs do not inherit.
  ///
  /// @param ends receives two descriptors: the read end and the write end
  public int pipe(NativeMemory ends) {
    return callInt(PIPE2, ends.address(), O_CLOEXEC, 0);
  }

  public long read(int descriptor, NativeMemory buffer) {
    return call(READ, descriptor, buffer.address(), buffer.size(), 0, 0, 0);
  }

  public long write(int descriptor, NativeMemory bytes) {
    return call(WRITE, descriptor, bytes.address(), bytes.size(), 0, 0, 0);
  }

  public void close(int descriptor) {
    int _ = callInt(CLOSE, descriptor, 0, 0);
  }

  /// @param milliseconds the timeout; -1 for none
  public int poll(NativeMemory entries, long count, int milliseconds) {
    return callInt(POLL, entries.address(), count, milliseconds);
  }

  public int kill(long pid, Signal signal) {
    return callInt(KILL, pid, signal.number(), 0);
  }

  /// @param mode 0 to check whether the file exists; 1 to check whether it may be executed
  public boolean access(NativeMemory path, int mode) {
    return callInt(ACCESS, path.address(), mode, 0) == 0;
  }

  /// Creates a descriptor that becomes readable when 8 bytes have been written to it.
  public int eventfd() {
    return callInt(EVENTFD, 0, O_CLOEXEC, 0);
  }

  /// @param status receives the wait status
  /// @param usage receives the `struct rusage`
  public int wait4(long pid, NativeMemory status, int options, NativeMemory usage) {
    return (int) call(WAIT4, pid, status.address(), options, usage.address(), 0, 0);
  }

  /// Waits until a child has ended, without reaping it.
  public int awaitEnd(long pid) {
    return (int) call(WAITID, P_PID, pid, 0, WEXITED | WNOWAIT, 0, 0);
  }

  /// Makes the system keep ended children until they are reaped. The parent of this process may
  /// have set it to discard them.
  public void keepEndedChildren() {
    long _ = call(SIGNAL, SIGCHLD, 0, 0, 0, 0, 0);
  }

  /// Opens a file for reading; programs do not inherit the descriptor.
  public int open(NativeMemory path) {
    return callInt(OPEN, path.address(), O_CLOEXEC, 0);
  }

  /// Reads from a position in a file.
  public long readAt(int descriptor, NativeMemory buffer, long position) {
    return call(PREAD, descriptor, buffer.address(), buffer.size(), position, 0, 0);
  }

  /// Sets a resource limit of a process.
  ///
  /// @param limit two values: the soft and the hard limit
  public int limit(long pid, int resource, NativeMemory limit) {
    return (int) call(PRLIMIT, pid, resource, limit.address(), 0, 0, 0);
  }

  /// Makes this process adopt orphans among its descendants.
  public int becomeSubreaper() {
    return (int) call(PRCTL, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0, 0);
  }

  /// Sets, or resets, how this thread is notified of memory errors.
  public boolean flag(boolean on) {
    int what = on ? PR_MCE_KILL_SET : PR_MCE_KILL_CLEAR;
    return (int) call(PRCTL, PR_MCE_KILL, what, 0, 0, 0, 0) == 0;
  }

  /// The number of bytes in a pipe.
  ///
  /// @param number receives the result in four bytes
  public int available(int descriptor, NativeMemory number) {
    int result = callInt(IOCTL, descriptor, FIONREAD, number.address());
    return result < 0 ? 0 : number.getInt(0);
  }

  /// Opens a descriptor that becomes readable when the process ends; -1 if the system does not
  /// support that.
  public int pidfd(long pid) {
    return callInt(SYSCALL, PIDFD_OPEN, pid, 0);
  }
}
