package network.golem.runtime.examples.wasi.wasmtime;

import java.nio.file.Path;

/// wasmtime's functions, by their names in the C API.
final class Library {
  final long configNew;
  final long engineNew;
  final long incrementEpoch;
  final long storeNew;
  final long storeContext;
  final long storeLimiter;
  final long storeDelete;
  final long setEpochDeadline;
  final long epochCallback;
  final long setWasi;
  final long instanceNew;
  final long instanceExport;
  final long callerExport;
  final long callerContext;
  final long linkerGet;
  final long memoryData;
  final long memorySize;
  final long callFunction;
  final long trapNew;
  final long errorNew;
  final long errorDelete;
  final long trapDelete;
  final long wasiNew;
  final long wasiArguments;
  final long wasiMount;

  /// @throws IllegalArgumentException if the library cannot be loaded
  Library(Path file) {
    NativeCalls.load(file);
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
  long function(String name) {
    try {
      return NativeCalls.function(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the library of wasmtime has no function " + name + "; fetch version 50.0.1", e);
    }
  }
}
