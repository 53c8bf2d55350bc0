package network.golem.runtime.examples.wasi;

import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import picocli.CommandLine.Option;

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
          price = 0.0005),
      @UsageCounter(
          name = GuestFuel.COUNTER,
          description = "Fuel of the modules, in millions of instructions (with --fuel)")
    })
public final class Wasi extends WasiOptions {
  @Option(
      names = "--fuel",
      description = "Count the fuel of the guests, for the counter guest-fuel. It slows them down.")
  private boolean fuel;

  @Override
  boolean fuel() {
    return fuel;
  }

  static void main(String[] args) {
    GolemRuntime.launch(Wasi.class, WasiRuntime::of, args);
  }
}
