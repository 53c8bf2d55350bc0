package network.golem.runtime.examples.wasi.wasmtime;

import static network.golem.runtime.examples.wasi.wasmtime.NativeCalls.call;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.examples.wasi.engine.ModuleException;

/// Compiles, writes and loads modules.
final class Modules {
  private static final int FUNCTION = 0;
  private static final int MEMORY = 3;

  private final Library library;
  private final Faults faults;
  private final long engine;
  private final long externKind;

  Modules(Library library, Faults faults, long engine) {
    this.library = library;
    this.faults = faults;
    this.engine = engine;
    externKind = library.function("wasm_externtype_kind");
  }

  /// An import, or an export with an empty module.
  ///
  /// @param kind 0 for a function
  record Item(String module, String name, int kind) {
    boolean isFunction(String wanted) {
      return kind == FUNCTION && name.equals(wanted);
    }

    boolean isMemory(String wanted) {
      return kind == MEMORY && name.equals(wanted);
    }
  }

  /// @return a `wasmtime_module_t`
  long compile(byte[] binary) throws ModuleException {
    return created("wasmtime_module_new", binary);
  }

  /// @return a `wasmtime_module_t`
  long load(Path code) throws ModuleException {
    try (NativeArena arena = new NativeArena()) {
      NativeMemory path = NativeMemory.string(arena, code.toString());
      NativeMemory module = NativeMemory.allocate(arena, NativeMemory.POINTER);
      long error =
          call(
              library.function("wasmtime_module_deserialize_file"),
              engine,
              path.address(),
              module.address());
      return checked(error, module);
    }
  }

  /// Loads code that is not in a file of its own.
  ///
  /// @return a `wasmtime_module_t`
  long load(byte[] code) throws ModuleException {
    return created("wasmtime_module_deserialize", code);
  }

  /// Calls a function that creates a module from bytes.
  private long created(String function, byte[] from) throws ModuleException {
    try (NativeArena arena = new NativeArena()) {
      NativeMemory bytes = NativeMemory.copy(arena, from);
      NativeMemory module = NativeMemory.allocate(arena, NativeMemory.POINTER);
      long error =
          call(library.function(function), engine, bytes.address(), from.length, module.address());
      return checked(error, module);
    }
  }

  private long checked(long error, NativeMemory module) throws ModuleException {
    if (error != 0) {
      throw new ModuleException("is refused by wasmtime: " + faults.sentence(error));
    }
    return module.pointer();
  }

  byte[] serialize(long module) throws ModuleException {
    try (NativeArena arena = new NativeArena()) {
      NativeMemory vector = NativeMemory.allocate(arena, 2L * NativeMemory.POINTER);
      long error = call(library.function("wasmtime_module_serialize"), module, vector.address());
      if (error != 0) {
        throw new ModuleException("is refused by wasmtime: " + faults.sentence(error));
      }
      byte[] code = NativeMemory.vector(vector.address());
      long _ = call(library.function("wasm_byte_vec_delete"), vector.address());
      return code;
    }
  }

  void delete(long module) {
    long _ = call(library.function("wasmtime_module_delete"), module);
  }

  /// The binary form of a module in WebAssembly's text format.
  byte[] binary(String text) throws ModuleException {
    try (NativeArena arena = new NativeArena()) {
      NativeMemory source = NativeMemory.string(arena, text);
      NativeMemory vector = NativeMemory.allocate(arena, 2L * NativeMemory.POINTER);
      long error =
          call(
              library.function("wasmtime_wat2wasm"),
              source.address(),
              source.size() - 1,
              vector.address());
      if (error != 0) {
        throw new ModuleException("is refused by wasmtime: " + faults.sentence(error));
      }
      byte[] binary = NativeMemory.vector(vector.address());
      long _ = call(library.function("wasm_byte_vec_delete"), vector.address());
      return binary;
    }
  }

  List<Item> imports(long module) {
    return items(module, "import", library.function("wasm_importtype_module"));
  }

  List<Item> exports(long module) {
    return items(module, "export", 0);
  }

  /// @param moduleName the function that returns the module of an item; 0 if it has none
  private List<Item> items(long module, String which, long moduleName) {
    long name = library.function("wasm_" + which + "type_name");
    long type = library.function("wasm_" + which + "type_type");
    try (NativeArena arena = new NativeArena()) {
      NativeMemory vector = NativeMemory.allocate(arena, 2L * NativeMemory.POINTER);
      long _ = call(library.function("wasmtime_module_" + which + "s"), module, vector.address());
      List<Item> items = new ArrayList<>();
      for (long each : vector.pointers()) {
        items.add(
            new Item(
                moduleName == 0 ? "" : NativeMemory.name(call(moduleName, each)),
                NativeMemory.name(call(name, each)),
                (int) (call(externKind, call(type, each)) & 0xff)));
      }
      long _ = call(library.function("wasm_" + which + "type_vec_delete"), vector.address());
      return List.copyOf(items);
    }
  }
}
