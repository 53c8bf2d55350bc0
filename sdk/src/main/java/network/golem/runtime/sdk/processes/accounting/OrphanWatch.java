package network.golem.runtime.sdk.processes.accounting;

import java.time.Duration;
import java.util.Set;
import network.golem.runtime.sdk.messages.Log;

/// Waits for orphans that have ended, so that the process table does not fill up with them: often
/// while something runs that may leave some, else now and then. (Each program's end is an occasion,
/// too.)
public final class OrphanWatch {
  private static final Duration BUSY = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private OrphanWatch() {}

  /// From now on.
  ///
  /// @param exempt children of this process that are no programs
  public static void start(Offspring offspring, Subreaper reaper, Set<Long> exempt, Log log) {
    offspring.adopt(reaper, exempt);
    try {
      Thread _ = Thread.ofPlatform().daemon().name("orphans").start(() -> watch(offspring));
    } catch (OutOfMemoryError e) {
      // that is what the JDK says where the system has no thread left
      log.failure("orphans are reaped only when programs end", e);
    }
  }

  private static void watch(Offspring offspring) {
    try {
      while (true) {
        offspring.markYoung();
        boolean busy = offspring.look() || offspring.isRunning();
        Thread.sleep(busy ? BUSY : IDLE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it; if somebody does, it is to end
    }
  }
}
