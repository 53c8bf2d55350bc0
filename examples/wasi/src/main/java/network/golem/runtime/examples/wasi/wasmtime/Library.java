package network.golem.runtime.examples.wasi.wasmtime;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;

/// wasmtime's functions, by their names in the C API.
@SuppressWarnings("restricted") // the runtime is started with native access
final class Library {
  private static final Linker SYSTEM = Linker.nativeLinker();

  private final SymbolLookup symbols;

  final MemorySegment configNew;
  final MemorySegment engineNew;
  final MemorySegment incrementEpoch;
  final MemorySegment storeNew;
  final MemorySegment storeContext;
  final MemorySegment storeLimiter;
  final MemorySegment storeDelete;
  final MemorySegment setEpochDeadline;
  final MemorySegment epochCallback;
  final MemorySegment setWasi;
  final MemorySegment instanceNew;
  final MemorySegment instanceExport;
  final MemorySegment callerExport;
  final MemorySegment callerContext;
  final MemorySegment linkerGet;
  final MemorySegment memoryData;
  final MemorySegment memorySize;
  final MemorySegment callFunction;
  final MemorySegment trapNew;
  final MemorySegment errorNew;
  final MemorySegment errorDelete;
  final MemorySegment trapDelete;
  final MemorySegment wasiNew;
  final MemorySegment wasiArguments;
  final MemorySegment wasiMount;

  /// @throws IllegalArgumentException if the library cannot be loaded
  Library(Path file) {
    symbols = SymbolLookup.libraryLookup(file, Arena.global());
    configNew = function("wasm_config_new");
    engineNew = function("wasm_engine_new_with_config");
    incrementEpoch = function("wasmtime_engine_increment_epoch");
    storeNew = function("wasmtime_store_new");
    storeContext = function("wasmtime_store_context");
    storeLimiter = function("wasmtime_store_limiter");
    storeDelete = function("wasmtime_store_delete");
    setEpochDeadline = function("wasmtime_context_set_epoch_deadline");
    epochCallback = function("wasmtime_store_epoch_deadline_callback");
    setWasi = function("wasmtime_context_set_wasi");
    instanceNew = function("wasmtime_instance_new");
    instanceExport = function("wasmtime_instance_export_get");
    callerExport = function("wasmtime_caller_export_get");
    callerContext = function("wasmtime_caller_context");
    linkerGet = function("wasmtime_linker_get");
    memoryData = function("wasmtime_memory_data");
    memorySize = function("wasmtime_memory_data_size");
    callFunction = function("wasmtime_func_call");
    trapNew = function("wasmtime_trap_new");
    errorNew = function("wasmtime_error_new");
    errorDelete = function("wasmtime_error_delete");
    trapDelete = function("wasm_trap_delete");
    wasiNew = function("wasi_config_new");
    wasiArguments = function("wasi_config_set_argv");
    wasiMount = function("wasi_config_preopen_dir");
  }

  /// A function that is not called for each guest.
  MemorySegment function(String name) {
    return symbols
        .find(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the library of wasmtime has no function " + name + "; fetch version 50.0.1"));
  }

  /// A function of the C library.
  static MemorySegment system(String name) {
    return SYSTEM.defaultLookup().findOrThrow(name);
  }
}
