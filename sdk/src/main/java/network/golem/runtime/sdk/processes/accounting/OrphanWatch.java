package network.golem.runtime.sdk.processes.accounting;

import java.time.Duration;
import java.util.Set;
import network.golem.runtime.sdk.messages.Log;

/// Periodically reaps orphans that have ended, so that they do not fill up the process table: often
/// while a program runs, which may leave some, and rarely otherwise. (They are also reaped whenever
/// a program ends.)
public final class OrphanWatch {
  private static final Duration BUSY = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private OrphanWatch() {}

  /// Starts the watch.
  ///
  /// @param exempt children of this process that are not programs
  public static void start(Offspring offspring, Subreaper reaper, Set<Long> exempt, Log log) {
    offspring.adopt(reaper, exempt);
    try {
      Thread _ = Thread.ofPlatform().daemon().name("orphans").start(() -> watch(offspring));
    } catch (OutOfMemoryError e) {
      // this is how the JDK reports that no thread is available
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
      Thread.currentThread().interrupt(); // never interrupted; if it is, it ends
    }
  }
}
