package network.golem.runtime.supervisor.usage;

import java.util.concurrent.TimeUnit;
import network.golem.runtime.supervisor.play.DeskThread;
import network.golem.runtime.supervisor.play.PlayListener;
import network.golem.runtime.supervisor.process.RuntimeProcess;

/// Reads now and then what a runtime's processes use, until it is ended: that can only be read
/// while they live. The runtime's own process is read more often in its first moments, as a
/// one-shot call may be over then.
public final class UsageSampler {
  private static final long PERIOD_MILLIS = 200;
  private static final long FIRST_PERIOD_MILLIS = 10;
  private static final int FIRST_READINGS = 60;

  private final Thread thread;
  private final Meter meter;
  private final RuntimeProcess process;
  private final ProcessUse use;

  /// @param use filled, under the meter's lock
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
      meter.sample(process, use); // ended: once more, for the last
    } finally {
      meter.ended(use);
    }
  }

  /// Reads once more, and no further.
  public void end() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
