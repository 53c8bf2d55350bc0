package network.golem.runtime.sdk;

/// How a supervisor talks to a runtime once it is deployed.
public enum Mode {
  /// One process from `start` on, which receives requests on standard input and answers on standard
  /// output.
  SERVER,
  /// One process for `start`, and another for each `run`.
  ONE_SHOT
}
