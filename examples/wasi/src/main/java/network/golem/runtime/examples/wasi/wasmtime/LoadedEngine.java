package network.golem.runtime.examples.wasi.wasmtime;

import static network.golem.runtime.examples.wasi.wasmtime.NativeCalls.call;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import network.golem.runtime.examples.wasi.engine.Engine.Program;
import network.golem.runtime.examples.wasi.engine.ModuleException;
import network.golem.runtime.examples.wasi.wasmtime.Modules.Item;
import org.jspecify.annotations.Nullable;

/// wasmtime's library, loaded and configured.
final class LoadedEngine {
  static final String WASI = "wasi_snapshot_preview1";

  private final Library library;
  private final Faults faults;
  private final Modules modules;
  private final long engine;
  private final long linker;
  private final Fuel fuel;

  /// Created when it is needed, because it needs compiled code.
  private @Nullable Interposition interposition;

  /// @throws IllegalStateException if the library cannot be used; the message is for the provider
  LoadedEngine(Path file, boolean countsFuel) {
    try {
      library = new Library(file);
      faults = new Faults(library);
      engine = call(library.engineNew, config(countsFuel));
      fuel = new Fuel(library, countsFuel);
      modules = new Modules(library, faults, engine);
      linker = call(library.function("wasmtime_linker_new"), engine);
      require(call(library.function("wasmtime_linker_define_wasi"), linker));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("cannot load wasmtime's library: " + e.getMessage(), e);
    }
  }

  private long config(boolean countsFuel) {
    long config = call(library.configNew);
    set(config, "epoch_interruption", 1);
    set(config, "consume_fuel", countsFuel ? 1 : 0);
    set(config, "max_wasm_stack", Wasmtime.GUEST_STACK);
    set(config, "wasm_threads", 0);
    set(config, "wasm_memory64", 0);
    set(config, "wasm_exceptions", 0);
    set(config, "wasm_gc", 0);
    return config;
  }

  private void set(long config, String setting, long value) {
    long _ = call(library.function("wasmtime_config_" + setting + "_set"), config, value);
  }

  private void require(long error) {
    if (error != 0) {
      throw new IllegalArgumentException("wasmtime: " + faults.sentence(error));
    }
  }

  byte[] compile(byte[] binary) throws ModuleException {
    long module = modules.compile(binary);
    try {
      checkImports(module);
      return modules.serialize(module);
    } finally {
      modules.delete(module);
    }
  }

  byte[] binary(String text) throws ModuleException {
    return modules.binary(text);
  }

  private void checkImports(long module) throws ModuleException {
    for (Item item : modules.imports(module)) {
      if (item.module().equals("wasi_unstable")) {
        throw new ModuleException(
            "is built for wasi_unstable, a preview of WASI before preview 1; build it with a newer"
                + " toolchain");
      }
      if (!item.module().equals(WASI)) {
        throw new ModuleException(
            "imports " + item.module() + "." + item.name() + "; there is only " + WASI);
      }
    }
    try (NativeArena arena = new NativeArena()) {
      NativeMemory pre = NativeMemory.allocate(arena, NativeMemory.POINTER);
      long error =
          call(library.function("wasmtime_linker_instantiate_pre"), linker, module, pre.address());
      if (error != 0) {
        throw new ModuleException(
            "imports something that " + WASI + " does not have: " + faults.sentence(error));
      }
      long _ = call(library.function("wasmtime_instance_pre_delete"), pre.pointer());
    }
  }

  byte[] compileShims() throws ModuleException {
    return Shims.compile(modules).serialized(modules);
  }

  synchronized void loadShims(Path code) throws IOException, ModuleException {
    if (interposition == null) {
      interposition = interposition(Shims.load(modules, code));
    }
  }

  private synchronized Interposition interposition() throws ModuleException {
    Interposition created = interposition;
    if (created == null) {
      created = interposition(Shims.compile(modules));
      interposition = created;
    }
    return created;
  }

  private Interposition interposition(Shims shims) {
    return new Interposition(library, faults, modules, linker, shims);
  }

  Program load(Path code) throws ModuleException {
    long module = modules.load(code);
    List<Item> exports = modules.exports(module);
    LoadedModule loaded =
        new LoadedModule(
            module,
            modules.imports(module),
            entry(exports),
            exports.stream().anyMatch(item -> item.isMemory("memory")));
    WasmtimeGuest.Parts parts = new WasmtimeGuest.Parts(engine, library, interposition(), fuel);
    return spec -> WasmtimeGuest.start(parts, loaded, spec);
  }

  /// A command's entry is `_start`. A module without it is a library, whose `_initialize` is
  /// called.
  private static String entry(List<Item> exports) {
    for (String name : List.of("_start", "_initialize")) {
      if (exports.stream().anyMatch(item -> item.isFunction(name))) {
        return name;
      }
    }
    return "";
  }

  /// A module in the engine's memory.
  ///
  /// @param entry the function to call; empty if there is none
  record LoadedModule(long address, List<Item> imports, String entry, boolean hasMemory) {}
}
