package network.golem.runtime.sdk;

/// How a supervisor talks to a runtime once it is deployed.
public enum Mode {
  /// One process from `start` on, which takes requests over standard input and answers over
  /// standard output.
  SERVER,
  /// One process for `start`, and one more for each `run`.
  ONE_SHOT
}
