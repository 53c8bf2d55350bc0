package network.golem.runtime.protocol;

/// Anything that crosses the wire between a supervisor and a runtime.
public sealed interface Message permits Request, RuntimeMessage {}
