/// A runtime that runs WebAssembly modules.
///
/// `Wasi` and `WasiCommand` are what a provider installs: the same runtime, `WasiRuntime`, in
/// server mode and in one-shot mode. A requestor's package is read by `TaskPackage`; its modules
/// are compiled once and kept by `CodeCache`; `Mounts` says what guests see.
@NullMarked
package network.golem.runtime.examples.wasi;

import org.jspecify.annotations.NullMarked;
