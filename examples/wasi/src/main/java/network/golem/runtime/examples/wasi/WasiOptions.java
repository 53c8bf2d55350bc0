package network.golem.runtime.examples.wasi;

import java.time.Duration;
import network.golem.runtime.examples.wasi.engine.Limits;
import picocli.CommandLine.Option;

/// The provider's limits, which both definitions have as options.
abstract class WasiOptions {
  static final long MEBIBYTE = 1024 * 1024;

  @Option(
      names = "--max-memory",
      paramLabel = "MIB",
      description = "The memory of each guest. Default: ${DEFAULT-VALUE}.")
  private long memory = 256;

  @Option(
      names = "--max-output",
      paramLabel = "MIB",
      description = "What a guest may print. Default: ${DEFAULT-VALUE}.")
  private long output = 1024;

  @Option(
      names = "--max-time",
      paramLabel = "SECONDS",
      description = "How long a guest may run. Default: ${DEFAULT-VALUE}.")
  private long time = 86_400;

  @Option(
      names = "--max-guests",
      paramLabel = "N",
      description = "How many guests may run at once. Default: ${DEFAULT-VALUE}.")
  private int guests = 16;

  @Option(
      names = "--max-package",
      paramLabel = "MIB",
      description = "The size of a package, unpacked. Default: ${DEFAULT-VALUE}.")
  private long packageSize = 256;

  @Option(
      names = "--max-cache",
      paramLabel = "MIB",
      description = "The size of all compiled modules together. Default: ${DEFAULT-VALUE}.")
  private long cache = 1024;

  /// Whether guests' fuel is counted.
  boolean fuel() {
    return false;
  }

  Limits limits() {
    return new Limits(memory * MEBIBYTE, output * MEBIBYTE, Duration.ofSeconds(time));
  }

  int guests() {
    return guests;
  }

  long packageBytes() {
    return packageSize * MEBIBYTE;
  }

  long cacheBytes() {
    return cache * MEBIBYTE;
  }
}
