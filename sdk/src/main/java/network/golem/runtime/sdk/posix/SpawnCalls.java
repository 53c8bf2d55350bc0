package network.golem.runtime.sdk.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import network.golem.runtime.sdk.messages.ErrorWords;

/// One call of `posix_spawn`: collects its parameters step by step, and then starts the program.
public final class SpawnCalls implements AutoCloseable {
  /// The default `PATH`.
  public static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  /// Starts the program in a session of its own.
  public static final int NEW_SESSION = 0x80;

  private static final int SET_DEFAULT_SIGNALS = 0x04;
  private static final int SET_SIGNAL_MASK = 0x08;

  private static final MemorySegment SPAWN = SystemCalls.function("posix_spawn");
  private static final MemorySegment INIT = SystemCalls.function("posix_spawn_file_actions_init");
  private static final MemorySegment DESTROY =
      SystemCalls.function("posix_spawn_file_actions_destroy");
  private static final MemorySegment DUP2 =
      SystemCalls.function("posix_spawn_file_actions_adddup2");
  private static final MemorySegment OPEN =
      SystemCalls.function("posix_spawn_file_actions_addopen");
  private static final MemorySegment CHDIR =
      SystemCalls.function("posix_spawn_file_actions_addchdir_np");
  private static final MemorySegment CLOSE_FROM =
      SystemCalls.function("posix_spawn_file_actions_addclosefrom_np");
  private static final MemorySegment INIT_ATTRIBUTES = SystemCalls.function("posix_spawnattr_init");
  private static final MemorySegment SET_FLAGS = SystemCalls.function("posix_spawnattr_setflags");
  private static final MemorySegment SET_DEFAULTS =
      SystemCalls.function("posix_spawnattr_setsigdefault");
  private static final MemorySegment SET_MASK = SystemCalls.function("posix_spawnattr_setsigmask");

  /// Larger than the structures and signal sets of any architecture.
  private static final long ROOM = 512;

  private static final long ALL_SIGNALS = ~0L;

  private final Arena arena;
  private final SystemCalls calls;
  private final MemorySegment actions;
  private final MemorySegment attributes;

  public SpawnCalls(Arena arena, Posix posix, int flags) {
    this.arena = arena;
    this.calls = posix.calls();
    this.actions = arena.allocate(ROOM);
    this.attributes = arena.allocate(ROOM);
    check(calls.callInt(INIT, actions.address(), 0, 0));
    check(calls.callInt(INIT_ATTRIBUTES, attributes.address(), 0, 0));
    // Resets signals: the JVM blocks SIGQUIT in its threads, and its parent may have ignored
    // others, which a program must not inherit.
    MemorySegment signals = arena.allocate(ROOM);
    check(calls.callInt(SET_MASK, attributes.address(), signals.address(), 0));
    signals.set(JAVA_LONG, 0, ALL_SIGNALS);
    check(calls.callInt(SET_DEFAULTS, attributes.address(), signals.address(), 0));
    int all = SET_DEFAULT_SIGNALS | SET_SIGNAL_MASK | flags;
    check(calls.callInt(SET_FLAGS, attributes.address(), all, 0));
  }

  /// Passes a descriptor to the program, under another number.
  public SpawnCalls connect(int descriptor, int number) {
    check(calls.callInt(DUP2, actions.address(), descriptor, number));
    return this;
  }

  /// Opens a file for the program, under a descriptor's number.
  public SpawnCalls open(int number, String path, int flags) {
    long file = arena.allocateFrom(path).address();
    check((int) calls.call(OPEN, actions.address(), number, file, flags, 0, 0));
    return this;
  }

  /// Sets the program's working directory.
  public SpawnCalls in(MemorySegment directory) {
    check(calls.callInt(CHDIR, actions.address(), directory.address(), 0));
    return this;
  }

  /// Closes all other descriptors, such as the JVM's.
  public SpawnCalls closeOthers() {
    check(calls.callInt(CLOSE_FROM, actions.address(), 3, 0));
    return this;
  }

  /// Starts the program.
  ///
  /// @param pid receives the process id
  /// @return 0, or the error number
  public int spawn(
      MemorySegment pid, MemorySegment path, MemorySegment words, MemorySegment environment) {
    return (int)
        calls.call(
            SPAWN,
            pid.address(),
            path.address(),
            actions.address(),
            attributes.address(),
            words.address(),
            environment.address());
  }

  @Override
  public void close() {
    int _ = calls.callInt(DESTROY, actions.address(), 0, 0);
  }

  private static void check(int error) {
    if (error != 0) {
      throw new IllegalStateException(
          "a program's start cannot be prepared: " + ErrorWords.of(error));
    }
  }
}
