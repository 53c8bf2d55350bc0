package network.golem.runtime.sdk.processes.ending;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.posix.Signal;

/// Signals a set of processes, which may start further ones at the same time.
///
/// @param processes finds the processes that are alive now
public record Sweep(Signals signals, Log log, Supplier<Set<Long>> processes) {
  private static final int MOST_LOOKS = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final long LONGEST_KILL = TimeUnit.SECONDS.toNanos(2);

  /// Sends a signal to each process once, including those that appear in the meantime.
  ///
  /// @return whether there was one
  public boolean send(Signal signal) {
    if (signal.is(Signal.KILL)) {
      return !killOnce().isEmpty();
    }
    Set<Long> told = new HashSet<>();
    for (int look = 0; look < MOST_LOOKS && tell(told, signal); look++) {}
    return !told.isEmpty();
  }

  /// Sends SIGTERM to all of them, and SIGKILL to those that are still alive when the time is up.
  public void end(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Set<Long> told = new HashSet<>();
    while (deadline - System.nanoTime() > 0 && !processes.get().isEmpty()) {
      boolean _ = tell(told, Signal.TERM);
      Thread.sleep(BETWEEN_LOOKS);
    }
    kill();
  }

  /// Kills all of them, and looks for more until none is left. First stops them, because a stopped
  /// process cannot start another.
  public void kill() throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_KILL;
    for (Set<Long> found = killOnce(); !found.isEmpty(); found = killOnce()) {
      if (deadline - System.nanoTime() <= 0) {
        log.say("these processes could not be ended: " + found);
        return;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /// Kills all of them, as far as that is possible without waiting.
  public void killAtOnce() {
    for (int look = 0; look < MOST_LOOKS && !killOnce().isEmpty(); look++) {}
  }

  /// Kills those that are alive now.
  public Set<Long> killOnce() {
    Set<Long> found = processes.get();
    deliver(found, Signal.STOP);
    if (!found.isEmpty()) {
      deliver(processes.get(), Signal.KILL);
    }
    return found;
  }

  /// Signals those that have not been signalled yet. False if there are none.
  private boolean tell(Set<Long> told, Signal signal) {
    Set<Long> untold = new LinkedHashSet<>(processes.get());
    untold.removeAll(told);
    deliver(untold, signal);
    if (signal.is(Signal.TERM)) {
      deliver(untold, Signal.CONT); // a stopped process would not notice the signal
    }
    return told.addAll(untold);
  }

  private void deliver(Set<Long> processes, Signal signal) {
    if (signals.sends(signal)) {
      processes.forEach(pid -> signals.send(pid, signal));
    }
  }
}
