package network.golem.runtime.sdk.output;

/// One of a command's two outputs.
public enum OutputChannel {
  STDOUT,
  STDERR
}
