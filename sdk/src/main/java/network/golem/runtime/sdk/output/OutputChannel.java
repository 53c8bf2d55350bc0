package network.golem.runtime.sdk.output;

/// Which of its two outputs something is printed to.
public enum OutputChannel {
  STDOUT,
  STDERR
}
