package network.golem.runtime.supervisor;

import java.util.concurrent.TimeUnit;

/// Reads a process's processor time now and then, until it is closed: what a process used can only
/// be read while it lives.
final class Sampling implements AutoCloseable {
  private static final long PERIOD_MILLIS = 200;

  private final Thread thread;
  private final Meter meter;
  private final RuntimeProcess process;

  private Sampling(Meter meter, RuntimeProcess process) {
    this.meter = meter;
    this.process = process;
    this.thread = Thread.ofPlatform().daemon().name("sampling").start(this::sample);
  }

  static Sampling of(Meter meter, RuntimeProcess process) {
    return new Sampling(meter, process);
  }

  private void sample() {
    try {
      while (process.process().isAlive()) {
        meter.sample(process);
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      meter.sample(process); // closed: once more, for the last
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
