package network.golem.runtime.examples.wasi;

import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;

/// Runs the WebAssembly modules of the requestor's package, several at once, and bills their
/// processor time.
@RuntimeDef(
    name = "wasi",
    version = "1.0.0",
    description = "Runs WebAssembly modules (WASI preview 1)",
    image = true,
    counters = {
      @UsageCounter(name = "golem.usage.duration_sec", price = 0.0001),
      @UsageCounter(
          name = GuestTimes.COUNTER,
          description = "Processor time of the modules",
          price = 0.0005)
    })
public final class Wasi extends WasiOptions {

  static void main(String[] args) {
    GolemRuntime.launch(Wasi.class, WasiRuntime::of, args);
  }
}
