package network.golem.runtime.sdk.processes.ending;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.posix.Signal;

/// Signals to a set of processes, which may start further ones meanwhile.
///
/// @param processes looks for those that live now
public record Sweep(Signals signals, Log log, Supplier<Set<Long>> processes) {
  private static final int MOST_LOOKS = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final long LONGEST_KILL = TimeUnit.SECONDS.toNanos(2);

  /// Sends a signal to each of them once, also to those that come while it is being sent.
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

  /// Asks all of them to end, and forces those that have not when the time is over.
  public void end(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Set<Long> told = new HashSet<>();
    while (deadline - System.nanoTime() > 0 && !processes.get().isEmpty()) {
      boolean _ = tell(told, Signal.TERM);
      Thread.sleep(BETWEEN_LOOKS);
    }
    kill();
  }

  /// Forces all of them to end, and looks for more until none is left. What is stopped cannot start
  /// another while this looks.
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

  /// Forces all of them to end, as far as that goes without waiting.
  public void killAtOnce() {
    for (int look = 0; look < MOST_LOOKS && !killOnce().isEmpty(); look++) {}
  }

  /// Forces those to end that live now.
  public Set<Long> killOnce() {
    Set<Long> found = processes.get();
    deliver(found, Signal.STOP);
    if (!found.isEmpty()) {
      deliver(processes.get(), Signal.KILL);
    }
    return found;
  }

  /// Tells those that have not been told. False where there is none.
  private boolean tell(Set<Long> told, Signal signal) {
    Set<Long> untold = new LinkedHashSet<>(processes.get());
    untold.removeAll(told);
    deliver(untold, signal);
    if (signal.is(Signal.TERM)) {
      deliver(untold, Signal.CONT); // what is stopped would not notice
    }
    return told.addAll(untold);
  }

  private void deliver(Set<Long> processes, Signal signal) {
    if (signals.sends(signal)) {
      processes.forEach(pid -> signals.send(pid, signal));
    }
  }
}
