package network.golem.runtime.examples.wasi.wasmtime;

import static network.golem.runtime.examples.wasi.wasmtime.NativeCalls.call;

import java.nio.ByteBuffer;
import java.util.List;

/// The functions of the host that `back.wat` calls, and the function that wasmtime calls when a
/// guest is to look up: native code calls all of them through one address.
///
/// They run on the guest's thread, on top of the guest's own frames. They throw nothing, because an
/// exception that reaches native code ends the JVM: whatever is thrown here ends the guest.
final class HostFunctions {
  private static final int I32 = 0;
  private static final int I64 = 1;

  /// `wasmtime_val_raw_t`
  private static final int RAW = 16;

  private static final String ENDED = "the guest has been ended";

  private final Library library;
  private final long message;
  private final long memoryName;

  private HostFunctions(Library library) {
    this.library = library;
    NativeArena forever = new NativeArena();
    message = NativeMemory.string(forever, ENDED).address();
    memoryName = NativeMemory.string(forever, "memory").address();
  }

  /// A function of the host.
  ///
  /// @param name in `back.wat`
  /// @param result the kinds of its results
  private record Function(String name, List<Integer> parameters, List<Integer> result) {}

  // The places in the list, which wasmtime passes to tell them apart.
  private static final int WRITE = 0;
  private static final int READ = 1;
  private static final int POLL = 2;
  private static final int YIELD = 3;
  private static final int EXIT = 4;

  private static final List<Function> FUNCTIONS =
      List.of(
          new Function("write", List.of(I32, I32, I32, I32), List.of(I32)),
          new Function("read", List.of(I32, I32, I32), List.of(I32)),
          new Function("poll", List.of(I32, I32, I32, I32, I64), List.of(I32)),
          new Function("yield", List.of(), List.of()),
          new Function("exit", List.of(I32), List.of()));

  /// Defines them in a linker.
  ///
  /// @return the function that wasmtime calls at the end of an epoch
  static long define(Library library, Faults faults, long linker, String module) {
    HostFunctions functions = new HostFunctions(library);
    long address = NativeCalls.address(functions::called);
    try (NativeArena arena = new NativeArena()) {
      NativeMemory moduleName = NativeMemory.string(arena, module);
      for (int i = 0; i < FUNCTIONS.size(); i++) {
        Function each = FUNCTIONS.get(i);
        NativeMemory name = NativeMemory.string(arena, each.name());
        long type =
            call(
                library.function("wasm_functype_new"),
                types(library, arena, each.parameters()),
                types(library, arena, each.result()));
        long error =
            call(
                library.function("wasmtime_linker_define_func_unchecked"),
                linker,
                moduleName.address(),
                module.length(),
                name.address(),
                each.name().length(),
                type,
                address,
                i);
        long _ = call(library.function("wasm_functype_delete"), type);
        if (error != 0) {
          throw new IllegalArgumentException("wasmtime: " + faults.sentence(error));
        }
      }
    }
    return address;
  }

  private static long types(Library library, NativeArena arena, List<Integer> kinds) {
    NativeMemory types = NativeMemory.allocate(arena, (long) NativeMemory.POINTER * kinds.size());
    ByteBuffer pointers = types.buffer();
    for (int kind : kinds) {
      pointers.putLong(call(library.function("wasm_valtype_new"), kind));
    }
    NativeMemory vector = NativeMemory.allocate(arena, 2L * NativeMemory.POINTER);
    long _ =
        call(
            library.function("wasm_valtype_vec_new"),
            vector.address(),
            kinds.size(),
            types.address());
    return vector.address();
  }

  /// Called by native code: for a host function with its place, the `wasmtime_caller_t`, the
  /// parameters and their number; at the end of an epoch with the `wasmtime_context_t`, our own
  /// value, and where the next deadline and its kind go.
  ///
  /// @return a `wasm_trap_t` or `wasmtime_error_t` that ends the guest, or 0
  private long called(long which, long second, long third, long fourth) {
    GuestThread guest = GuestThread.current();
    try {
      if (Long.compareUnsigned(which, FUNCTIONS.size()) >= 0) {
        return atEndOfEpoch(guest, third, fourth);
      }
      return hostFunction(guest, (int) which, second, third)
          ? 0
          : call(library.trapNew, message, ENDED.length());
    } catch (Throwable e) { // it would end the JVM
      guest.fail(e);
      return which < FUNCTIONS.size() ? trapAfter() : 0;
    }
  }

  /// The guest has to end, but what is missing (memory, stack) may keep a trap from being created.
  private long trapAfter() {
    try {
      return call(library.trapNew, message, ENDED.length());
    } catch (Throwable e) { // the guest is ended at the next epoch instead
      return 0;
    }
  }

  private long atEndOfEpoch(GuestThread guest, long deadline, long kind) {
    if (guest.isEnding()) {
      return call(library.errorNew, message);
    }
    NativeMemory.at(deadline, Long.BYTES).putLong(0, 1);
    NativeMemory.at(kind, 1).put(0, (byte) 0); // continue
    return 0;
  }

  /// @return whether the guest goes on
  @SuppressWarnings("ThreadPriorityCheck") // the guest asks for it
  private boolean hostFunction(GuestThread guest, int function, long caller, long values) {
    int count = Math.max(FUNCTIONS.get(function).parameters().size(), 1);
    ByteBuffer raw = guest.views().values(values, RAW * count);
    if (guest.isEnding()) {
      return false;
    }
    switch (function) {
      case YIELD -> Thread.yield();
      case EXIT -> guest.exit(raw.getInt(0));
      case WRITE -> {
        GuestMemory memory = memory(guest, caller);
        int error =
            guest
                .streams()
                .write(memory, raw.getInt(0) == 2, word(raw, 1), word(raw, 2), word(raw, 3));
        raw.putInt(0, error);
      }
      case READ -> {
        GuestMemory memory = memory(guest, caller);
        raw.putInt(0, guest.streams().read(memory, word(raw, 0), word(raw, 1), word(raw, 2)));
      }
      case POLL -> {
        GuestMemory memory = memory(guest, caller);
        raw.putInt(
            0,
            Polling.poll(
                guest,
                memory,
                word(raw, 0),
                word(raw, 1),
                word(raw, 2),
                word(raw, 3),
                raw.getLong(4 * RAW)));
      }
      default -> throw new IllegalStateException("there is no host function " + function);
    }
    return !guest.isEnding();
  }

  private static long word(ByteBuffer raw, int index) {
    return Integer.toUnsignedLong(raw.getInt(index * RAW));
  }

  /// The guest's memory as it is now: it moves when it grows.
  private GuestMemory memory(GuestThread guest, long caller) {
    NativeMemory found = guest.scratch();
    long context = call(library.callerContext, caller);
    if ((call(library.callerExport, caller, memoryName, 6, found.address()) & 1) == 0) {
      throw new IllegalStateException("back.wat exports no memory");
    }
    long memory = found.address() + Instances.EXTERN_VALUE;
    return guest
        .views()
        .memory(
            call(library.memoryData, context, memory), call(library.memorySize, context, memory));
  }
}
