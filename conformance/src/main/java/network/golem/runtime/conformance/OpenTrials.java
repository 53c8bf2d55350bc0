package network.golem.runtime.conformance;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import network.golem.runtime.conformance.trial.Trial;

/// The trials that are in progress, so that all of them can be cancelled, and those that begin
/// while that happens, too.
final class OpenTrials {
  private final Set<Trial> trials = ConcurrentHashMap.newKeySet();
  private volatile boolean cancelled;

  void add(Trial trial) {
    trials.add(trial);
    if (cancelled) {
      trial.cancel();
    }
  }

  void remove(Trial trial) {
    trials.remove(trial);
  }

  void cancel() {
    cancelled = true;
    trials.forEach(Trial::cancel);
  }

  boolean areCancelled() {
    return cancelled;
  }
}
