/// The engine wasmtime, called through its C API.
///
/// Four classes stand on top of each other: `NativeCalls` calls functions by address, in one of the
/// two ways of `Calls`, `NativeMemory` reads and writes what they point to, `Library` knows
/// wasmtime's functions by name, and `Faults` turns its errors and traps into Java's. Above them,
/// `Wasmtime` is the engine, `WasmtimeGuest` one run, `Interposition` puts `HostFunctions` between
/// a guest and wasmtime's own WASI.
@NullMarked
package network.golem.runtime.examples.wasi.wasmtime;

import org.jspecify.annotations.NullMarked;
