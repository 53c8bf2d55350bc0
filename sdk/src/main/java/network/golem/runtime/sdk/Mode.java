package network.golem.runtime.sdk;

/// How a supervisor communicates with a runtime after `deploy`.
public enum Mode {
  /// `start` is a process that lives as long as the activity. It receives requests on standard
  /// input and answers on standard output.
  SERVER,
  /// `start` and each `run` are processes of their own.
  ONE_SHOT
}
