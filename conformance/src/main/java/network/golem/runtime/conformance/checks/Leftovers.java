package network.golem.runtime.conformance.checks;

import java.util.List;
import network.golem.runtime.conformance.trial.Trial;

/// Processes that should be gone.
final class Leftovers {
  private Leftovers() {}

  /// Waits until no process of the trial has this in its command line.
  static void expectNone(Trial trial, String part, String when) throws InterruptedException {
    boolean gone = trial.eventually(() -> found(trial, part).isEmpty());
    trial.expect(gone, "no process '" + part + "' " + when, found(trial, part));
  }

  /// Looks once, at something that must have happened already.
  static void expectNoneNow(Trial trial, String part, String when) {
    List<String> found = found(trial, part);
    trial.expect(found.isEmpty(), "no process '" + part + "' " + when, found);
  }

  private static List<String> found(Trial trial, String part) {
    return TestChecks.commands(trial.processes()).stream()
        .filter(command -> command.contains(part))
        .toList();
  }
}
