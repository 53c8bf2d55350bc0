package network.golem.runtime.examples.wasi;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleSupplier;
import network.golem.runtime.examples.wasi.engine.Guest;

/// The processor time of all guests, running and ended.
final class GuestTimes implements DoubleSupplier {
  static final String COUNTER = "golem.usage.guest-cpu_sec";

  private static final double SECOND = Duration.ofSeconds(1).toNanos();

  private final Set<Guest> running = new HashSet<>();
  private long endedNanos;

  /// Counts a guest; closed when it has ended.
  Measurement measure(Guest guest) {
    synchronized (this) {
      boolean _ = running.add(guest);
    }
    return new Measurement(this, guest);
  }

  private synchronized void end(Guest guest) {
    if (running.remove(guest)) {
      endedNanos += guest.cpuNanos();
    }
  }

  /// In seconds.
  @Override
  public synchronized double getAsDouble() {
    long all = endedNanos;
    for (Guest guest : running) {
      all += guest.cpuNanos();
    }
    return all / SECOND;
  }

  /// A guest that is being counted.
  record Measurement(GuestTimes times, Guest guest) implements AutoCloseable {
    @Override
    public void close() {
      times.end(guest);
    }
  }
}
