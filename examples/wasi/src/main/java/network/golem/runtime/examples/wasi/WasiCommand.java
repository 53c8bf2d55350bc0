package network.golem.runtime.examples.wasi;

import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;

/// Runs the WebAssembly modules of the requestor's package, each command as a process. Billed by
/// the supervisor's own counters.
@RuntimeDef(
    name = "wasi-command",
    version = "1.0.0",
    description = "Runs WebAssembly modules (WASI preview 1), each command as a process",
    mode = Mode.ONE_SHOT,
    image = true,
    counters = {
      @UsageCounter(name = "golem.usage.duration_sec", price = 0.0001),
      @UsageCounter(name = "golem.usage.cpu_sec", price = 0.0005)
    })
public final class WasiCommand extends WasiOptions {

  static void main(String[] args) {
    GolemRuntime.launch(WasiCommand.class, WasiRuntime::of, args);
  }
}
