package network.golem.runtime.examples.wasi.wasmtime;

import static network.golem.runtime.examples.wasi.wasmtime.NativeCalls.call;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import network.golem.runtime.examples.wasi.engine.Guest.Ending;
import network.golem.runtime.examples.wasi.engine.Guest.Limit;
import network.golem.runtime.examples.wasi.wasmtime.Modules.Item;
import org.jspecify.annotations.Nullable;

/// Creates the instances of one store, and calls their functions. Used by one thread.
///
/// @param arena releases the instances' handles
/// @param context the store's `wasmtime_context_t`
record Instances(Library library, Faults faults, long linker, NativeArena arena, long context) {
  /// `wasmtime_extern_t`: its kind, padding, and a union of 24 bytes.
  static final int EXTERN = 32;

  static final int EXTERN_VALUE = 8;

  private static final int INSTANCE = 16;

  /// `wasmtime_val_t`: its kind (0 is i32), padding, and a union of 16 bytes.
  private static final int VALUE = 24;

  private static final int VALUE_CONTENT = 8;

  /// A guest's code, or creating an instance, has ended by an error.
  static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Ending ending;

    Fault(Ending ending) {
      super(ending.toString(), null, false, false);
      this.ending = ending;
    }

    Ending ending() {
      return ending;
    }
  }

  /// Creates an instance.
  ///
  /// @param sources from which instance an import is taken; if from none, it is the linker's
  /// @return its `wasmtime_instance_t`
  NativeMemory create(
      long module, List<Item> imports, Function<Item, @Nullable NativeMemory> sources) {
    NativeMemory externs = NativeMemory.allocate(arena, (long) EXTERN * imports.size());
    for (int i = 0; i < imports.size(); i++) {
      Item item = imports.get(i);
      NativeMemory source = sources.apply(item);
      find(source, item, externs.address() + (long) i * EXTERN);
    }
    NativeMemory instance = NativeMemory.allocate(arena, INSTANCE);
    NativeMemory trap = NativeMemory.allocate(arena, NativeMemory.POINTER);
    long error =
        call(
            library.instanceNew,
            context,
            module,
            externs.address(),
            imports.size(),
            instance.address(),
            trap.address());
    if (error != 0) {
      throw new Fault(withoutCode(faults.endingByError(error)));
    }
    check(0, trap);
    return instance;
  }

  /// An instance that cannot be created, before any code of its own has run, exceeds a limit: what
  /// it imports has been checked.
  private static Ending withoutCode(Ending ending) {
    return ending instanceof Ending.Trapped(String reason, List<String> trace) && trace.isEmpty()
        ? new Ending.Limited(Limit.RESOURCES, reason)
        : ending;
  }

  private void find(@Nullable NativeMemory source, Item item, long to) {
    NativeMemory name = bytes(item.name());
    long found;
    if (source == null) {
      NativeMemory module = bytes(item.module());
      found =
          call(
              library.linkerGet,
              linker,
              context,
              module.address(),
              item.module().length(),
              name.address(),
              item.name().length(),
              to,
              0);
    } else {
      found =
          call(
              library.instanceExport,
              context,
              source.address(),
              name.address(),
              item.name().length(),
              to);
    }
    if ((found & 1) == 0) {
      // compiling has checked what the module imports
      throw new IllegalStateException("there is no " + item.module() + "." + item.name());
    }
  }

  /// Names of what exists are ASCII, so their length in characters is that in bytes.
  private NativeMemory bytes(String name) {
    return NativeMemory.copy(arena, name.getBytes(StandardCharsets.UTF_8));
  }

  /// Calls an exported function that takes nothing and returns nothing.
  void callFunction(NativeMemory instance, String name) {
    invoke(instance, name, 0, 0);
  }

  /// Calls an exported function that takes one i32 and returns nothing.
  void callWithInteger(NativeMemory instance, String name, int argument) {
    NativeMemory value = NativeMemory.allocate(arena, VALUE);
    int _ = value.buffer().putInt(VALUE_CONTENT, argument).position();
    invoke(instance, name, value.address(), 1);
  }

  private void invoke(NativeMemory instance, String name, long arguments, int count) {
    NativeMemory function = NativeMemory.allocate(arena, EXTERN);
    find(instance, new Item("", name, 0), function.address());
    NativeMemory trap = NativeMemory.allocate(arena, NativeMemory.POINTER);
    long error =
        call(
            library.callFunction,
            context,
            function.address() + EXTERN_VALUE,
            arguments,
            count,
            0,
            0,
            trap.address(),
            0);
    check(error, trap);
  }

  private void check(long error, NativeMemory trap) {
    if (error != 0) {
      throw new Fault(faults.endingByError(error));
    }
    if (trap.pointer() != 0) {
      throw new Fault(faults.endingByTrap(trap.pointer()));
    }
  }
}
