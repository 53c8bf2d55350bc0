package network.golem.runtime.supervisor.usage;

import java.util.concurrent.TimeUnit;
import network.golem.runtime.supervisor.play.DeskThread;
import network.golem.runtime.supervisor.play.PlayListener;
import network.golem.runtime.supervisor.process.RuntimeProcess;

/// Periodically reads the usage of a runtime's processes, which can only be read while they are
/// alive, until it is ended. Reads the runtime's own process more often at first, because a
/// one-shot call may end that soon.
public final class UsageSampler {
  private static final long PERIOD_MILLIS = 200;
  private static final long FIRST_PERIOD_MILLIS = 10;
  private static final int FIRST_READINGS = 60;

  private final Thread thread;
  private final Meter meter;
  private final RuntimeProcess process;
  private final ProcessUse use;

  /// @param use updated under the meter's lock
  UsageSampler(Meter meter, RuntimeProcess process, ProcessUse use, PlayListener listener) {
    this.meter = meter;
    this.process = process;
    this.use = use;
    this.thread = DeskThread.start("sampling", listener, this::sample);
  }

  private void sample() {
    try {
      for (int i = 0; process.process().isAlive(); i++) {
        if (i < FIRST_READINGS && i % (PERIOD_MILLIS / FIRST_PERIOD_MILLIS) != 0) {
          meter.sampleLeader(process, use);
        } else {
          meter.sample(process, use);
        }
        TimeUnit.MILLISECONDS.sleep(i < FIRST_READINGS ? FIRST_PERIOD_MILLIS : PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      meter.sample(process, use); // ended: take the last sample
    } finally {
      meter.ended(use);
    }
  }

  /// Takes a last sample, and stops.
  public void end() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
