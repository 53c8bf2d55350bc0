package network.golem.runtime.sdk.posix;

import network.golem.runtime.sdk.messages.ErrorWords;

/// One call of `posix_spawn`: collects its parameters step by step, and then starts the program.
public final class SpawnCalls implements AutoCloseable {
  /// The default `PATH`.
  public static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

  /// Starts the program in a session of its own.
  public static final int NEW_SESSION = 0x80;

  private static final int SET_DEFAULT_SIGNALS = 0x04;
  private static final int SET_SIGNAL_MASK = 0x08;

  private static final long SPAWN = SystemCalls.function("posix_spawn");
  private static final long INIT = SystemCalls.function("posix_spawn_file_actions_init");
  private static final long DESTROY = SystemCalls.function("posix_spawn_file_actions_destroy");
  private static final long DUP2 = SystemCalls.function("posix_spawn_file_actions_adddup2");
  private static final long OPEN = SystemCalls.function("posix_spawn_file_actions_addopen");
  private static final long CHDIR = SystemCalls.function("posix_spawn_file_actions_addchdir_np");
  private static final long CLOSE_FROM =
      SystemCalls.function("posix_spawn_file_actions_addclosefrom_np");
  private static final long INIT_ATTRIBUTES = SystemCalls.function("posix_spawnattr_init");
  private static final long SET_FLAGS = SystemCalls.function("posix_spawnattr_setflags");
  private static final long SET_DEFAULTS = SystemCalls.function("posix_spawnattr_setsigdefault");
  private static final long SET_MASK = SystemCalls.function("posix_spawnattr_setsigmask");

  /// Larger than the structures and signal sets of any architecture.
  private static final int ROOM = 512;

  private static final long ALL_SIGNALS = ~0L;

  private final MemoryScope scope;
  private final SystemCalls calls;
  private final NativeMemory actions;
  private final NativeMemory attributes;

  public SpawnCalls(MemoryScope scope, Posix posix, int flags) {
    this.scope = scope;
    this.calls = posix.calls();
    this.actions = scope.allocate(ROOM);
    this.attributes = scope.allocate(ROOM);
    check(calls.callInt(INIT, actions.address(), 0, 0));
    check(calls.callInt(INIT_ATTRIBUTES, attributes.address(), 0, 0));
    // Resets signals: the JVM blocks SIGQUIT in its threads, and its parent may have ignored
    // others, which a program must not inherit.
    NativeMemory signals = scope.allocate(ROOM);
    check(calls.callInt(SET_MASK, attributes.address(), signals.address(), 0));
    var _ = signals.putLong(0, ALL_SIGNALS);
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
    long file = CStrings.of(scope, path).address();
    check((int) calls.call(OPEN, actions.address(), number, file, flags, 0, 0));
    return this;
  }

  /// Sets the program's working directory.
  public SpawnCalls in(NativeMemory directory) {
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
      NativeMemory pid, NativeMemory path, NativeMemory words, NativeMemory environment) {
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
