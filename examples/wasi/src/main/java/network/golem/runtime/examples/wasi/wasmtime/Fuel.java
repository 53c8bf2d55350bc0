package network.golem.runtime.examples.wasi.wasmtime;

import static network.golem.runtime.examples.wasi.wasmtime.NativeCalls.call;

/// wasmtime's fuel: compiled code subtracts from it what it executes. Every guest gets so much that
/// it never runs out, and what is missing at its end is what it has used.
///
/// The instructions of `front.wat` and `back.wat` are included: a few dozen for each call of WASI,
/// the same everywhere.
final class Fuel {
  /// The largest unsigned number: a guest that executes ten thousand million instructions each
  /// second would need sixty years.
  private static final long ALL = -1;

  private final boolean counted;
  private final long set;
  private final long get;

  /// @param counted whether the engine is configured for it
  Fuel(Library library, boolean counted) {
    this.counted = counted;
    set = library.function("wasmtime_context_set_fuel");
    get = library.function("wasmtime_context_get_fuel");
  }

  /// Called before any code of a store runs.
  void fill(long context) {
    if (counted && call(set, context, ALL) != 0) {
      throw new IllegalStateException("wasmtime refuses to count fuel");
    }
  }

  /// What a store has used; 0 if that is not counted.
  long used(long context) {
    if (!counted) {
      return 0;
    }
    try (NativeArena arena = new NativeArena()) {
      NativeMemory left = NativeMemory.allocate(arena, Long.BYTES);
      if (call(get, context, left.address()) != 0) {
        throw new IllegalStateException("wasmtime does not say how much fuel is left");
      }
      return ALL - left.buffer().getLong(0);
    }
  }
}
