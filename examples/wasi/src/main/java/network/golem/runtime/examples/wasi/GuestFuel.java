package network.golem.runtime.examples.wasi;

import network.golem.runtime.examples.wasi.engine.Guest;
import network.golem.runtime.examples.wasi.engine.Guest.Ending;

/// The fuel of all guests that have ended.
final class GuestFuel {
  static final String COUNTER = "golem.usage.guest-fuel";

  private static final double MILLION = 1e6;

  /// What a guest that has not exited is billed at least, for each nanosecond of processor time:
  /// the engine does not know all that it has used. Otherwise, a loop that ends by a trap would
  /// cost nothing. Programs use several times as much.
  private static final long LEAST_PER_NANO = 1;

  private long total;

  /// Adds a guest that has ended.
  ///
  /// @return what all have used, in millions
  synchronized double add(Guest guest, Ending how) {
    total +=
        how instanceof Ending.Exited
            ? guest.fuel()
            : Math.max(guest.fuel(), guest.cpuNanos() * LEAST_PER_NANO);
    return total / MILLION;
  }
}
