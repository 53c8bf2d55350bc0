package network.golem.runtime.sdk.processes;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// `posix_spawn`, with what a program is started with put together step by step. For one start.
final class SpawnCalls implements AutoCloseable {
  /// Starts the program in a session of its own.
  static final int NEW_SESSION = 0x80;

  private static final int SET_DEFAULT_SIGNALS = 0x04;
  private static final int SET_SIGNAL_MASK = 0x08;

  private static final MethodHandle SPAWN =
      Posix.ints("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle INIT = Posix.ints("posix_spawn_file_actions_init", ADDRESS);
  private static final MethodHandle DESTROY =
      Posix.ints("posix_spawn_file_actions_destroy", ADDRESS);
  private static final MethodHandle DUP2 =
      Posix.ints("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle OPEN =
      Posix.ints(
          "posix_spawn_file_actions_addopen", ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  private static final MethodHandle CHDIR =
      Posix.ints("posix_spawn_file_actions_addchdir_np", ADDRESS, ADDRESS);
  private static final MethodHandle CLOSE_FROM =
      Posix.ints("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
  private static final MethodHandle INIT_ATTRIBUTES = Posix.ints("posix_spawnattr_init", ADDRESS);
  private static final MethodHandle SET_FLAGS =
      Posix.ints("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
  private static final MethodHandle SET_DEFAULTS =
      Posix.ints("posix_spawnattr_setsigdefault", ADDRESS, ADDRESS);
  private static final MethodHandle SET_MASK =
      Posix.ints("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);

  /// More than any architecture's structures and signal sets need.
  private static final long ROOM = 512;

  private static final long ALL_SIGNALS = ~0L;

  private final Arena arena;
  private final MemorySegment state;
  private final MemorySegment actions;
  private final MemorySegment attributes;

  SpawnCalls(Arena arena, Posix posix, int flags) {
    this.arena = arena;
    this.state = posix.state();
    this.actions = arena.allocate(ROOM);
    this.attributes = arena.allocate(ROOM);
    check(one(INIT, actions));
    check(one(INIT_ATTRIBUTES, attributes));
    // The JVM blocks SIGQUIT in its threads, and whoever started it may have ignored others: a
    // program is to begin with none of that.
    MemorySegment signals = arena.allocate(ROOM);
    check(two(SET_MASK, attributes, signals));
    signals.set(JAVA_LONG, 0, ALL_SIGNALS);
    check(two(SET_DEFAULTS, attributes, signals));
    check(setFlags((short) (SET_DEFAULT_SIGNALS | SET_SIGNAL_MASK | flags)));
  }

  /// The program gets this descriptor under that number.
  SpawnCalls connect(int descriptor, int number) {
    try {
      check((int) DUP2.invokeExact(state, actions, descriptor, number));
    } catch (Throwable e) {
      throw Posix.unexpected(e);
    }
    return this;
  }

  /// The program gets this file, opened anew, under that number.
  SpawnCalls open(int number, String path, int flags) {
    try {
      check((int) OPEN.invokeExact(state, actions, number, arena.allocateFrom(path), flags, 0));
    } catch (Throwable e) {
      throw Posix.unexpected(e);
    }
    return this;
  }

  /// The program starts in this directory.
  SpawnCalls in(MemorySegment directory) {
    check(two(CHDIR, actions, directory));
    return this;
  }

  /// The program gets no other descriptor: none of the JVM's.
  SpawnCalls closeOthers() {
    try {
      check((int) CLOSE_FROM.invokeExact(state, actions, 3));
    } catch (Throwable e) {
      throw Posix.unexpected(e);
    }
    return this;
  }

  /// Starts it.
  ///
  /// @param pid gets its number
  /// @return 0, or the error number
  int spawn(MemorySegment pid, MemorySegment path, MemorySegment words, MemorySegment environment) {
    try {
      return (int) SPAWN.invokeExact(state, pid, path, actions, attributes, words, environment);
    } catch (Throwable e) {
      throw Posix.unexpected(e);
    }
  }

  @Override
  public void close() {
    int _ = one(DESTROY, actions);
  }

  private int setFlags(short flags) {
    try {
      return (int) SET_FLAGS.invokeExact(state, attributes, flags);
    } catch (Throwable e) {
      throw Posix.unexpected(e);
    }
  }

  private int one(MethodHandle call, MemorySegment argument) {
    try {
      return (int) call.invokeExact(state, argument);
    } catch (Throwable e) {
      throw Posix.unexpected(e);
    }
  }

  private int two(MethodHandle call, MemorySegment first, MemorySegment second) {
    try {
      return (int) call.invokeExact(state, first, second);
    } catch (Throwable e) {
      throw Posix.unexpected(e);
    }
  }

  private static void check(int error) {
    if (error != 0) {
      throw new IllegalStateException(
          "a program's start cannot be prepared: system error " + error);
    }
  }
}
