/// What the runtime asks of a WebAssembly engine: to compile modules ahead of their use, to load
/// the result, and to run guests with mounts and limits.
@NullMarked
package network.golem.runtime.examples.wasi.engine;

import org.jspecify.annotations.NullMarked;
